import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** One hash over the contents of these files and folders: equal sources, equal fingerprint. */
export function fingerprint(root, places) {
  const hash = createHash("sha256").update(process.versions.node);
  for (const place of places) {
    for (const file of filesOf(path.join(root, place))) {
      hash.update(`\0${path.relative(root, file)}\0`).update(fs.readFileSync(file));
    }
  }
  return hash.digest("hex");
}

function filesOf(place) {
  const stats = fs.statSync(place, { throwIfNoEntry: false });
  if (!stats) return [];
  if (stats.isFile()) return [place];
  return fs
    .readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .toSorted();
}
