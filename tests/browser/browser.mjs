// The browser that tests and screens drive.

import { createRequire } from "node:module";

// The packages that are installed in a folder.
export const packages = (modules) => createRequire(`${modules}/`);

export const launch = (modules, executablePath) => packages(modules)("playwright-core").chromium.launch({
  executablePath,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
