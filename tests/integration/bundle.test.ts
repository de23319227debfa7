import { build } from "esbuild";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "@/local/project";
import { handlerNames, handlerOptions } from "@/local/bundles.mjs";

const root = projectRoot();

/** What would make a handler slow to load, or does not run in a Lambda at all. */
const forbidden =
  /node_modules\/(react|react-dom|react-email|@react-email|next|next-auth|next-intl|server-only|@puckeditor|@measured|@node-rs)\//;

// Away from the project, so that nothing can be found beside the bundle.
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "letterpress-bundle-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a bundle in plain Node as Lambda does, and returns what its handler answers. */
async function runBundle(file: string, event: unknown): Promise<unknown> {
  const script = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(file).href)});
    const context = { getRemainingTimeInMillis: () => 30000 };
    const answer = await handler(${JSON.stringify(event)}, context);
    process.stdout.write("\\nanswer:" + JSON.stringify(answer ?? null));
    process.exit(0);
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "-e", script],
    { cwd: folder },
  );
  return JSON.parse(stdout.slice(stdout.lastIndexOf("answer:") + "answer:".length));
}

test("there is a handler for every trigger", () => {
  expect(handlerNames(root)).toEqual([
    "control",
    "dispatch",
    "images",
    "reconcile",
    "record-events",
    "send-email",
  ]);
});

describe.each(handlerNames(root))("the bundle of lambda/%s", (name) => {
  const isTick = ["dispatch", "reconcile"].includes(name);

  test("holds no React, no Next and no editor, and runs in plain Node", async () => {
    const outfile = path.join(folder, name, "handler.mjs");
    const { metafile } = await build({ ...handlerOptions(root, name), outfile, metafile: true });
    const inside = Object.keys(metafile.inputs);
    expect(inside).toContain(`lambda/${name}/handler.ts`);
    expect(inside.filter((file) => forbidden.test(file))).toEqual([]);

    const event = isTick ? { time: new Date().toISOString() } : { Records: [] };
    expect(await runBundle(outfile, event)).toEqual(isTick ? null : { batchItemFailures: [] });
  });
});
