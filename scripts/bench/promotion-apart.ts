import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "@/local/project";
import type { CompiledContent } from "@/lib/domain/compiled-content";

/**
 * promotionOfSize in a process that ends: what sends mails never had React in its heap, which every
 * collection of either side's buffers would walk through.
 */
export async function promotionApart(bytes: number): Promise<CompiledContent> {
  const file = path.join(projectRoot(), "scripts/bench/print-promotion.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", file, String(bytes)],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const compiled: CompiledContent = JSON.parse(stdout);
  return compiled;
}
