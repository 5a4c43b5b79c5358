//! What takes more than a Rust toolchain: a browser, Python, R. What is not there is
//! skipped and named.

mod browser;
mod peers;
mod r_page;
mod recipes;
