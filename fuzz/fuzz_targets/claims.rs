#![no_main]

orgsim_fuzz::target!(Claims);
