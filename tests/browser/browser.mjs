// The browser that tests and screens drive.

import { createRequire } from "node:module";

// Milliseconds until what does not come is a fault: far beyond what a slow and busy machine takes.
export const PATIENCE = 300_000;

// The packages that are installed in a folder.
export const packages = (modules) => createRequire(`${modules}/`);

export const launch = (modules, executablePath) => packages(modules)("playwright-core").chromium.launch({
  executablePath,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
