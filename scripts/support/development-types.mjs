import fs from "node:fs";
import path from "node:path";

/**
 * The development server leaves types of all routes it has seen; those of a page that is gone since
 * would fail the compiler. It writes them again when it needs them.
 */
export function forgetDevelopmentTypes(root) {
  fs.rmSync(path.join(root, ".next/dev/types"), { recursive: true, force: true });
}
