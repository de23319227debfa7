import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, whether this runs from the sources or as a bundle in dist/. */
export function projectRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, "package-lock.json"))) {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error("The project's folder was not found (package-lock.json).");
    folder = parent;
  }
  return folder;
}
