import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";

/** What a restart has to know: up to when all is acknowledged, and by which queue. */
export type PublisherState = { publishedThrough: number; queue?: string | undefined };

export function readPublisherState(path: string): PublisherState | undefined {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined; // written below, atomically
}

export async function writePublisherState(path: string, state: PublisherState): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
