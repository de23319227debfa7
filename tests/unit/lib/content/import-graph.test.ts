import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../../..");

async function packagesBehind(file: string): Promise<Set<string>> {
  const { metafile } = await build({
    entryPoints: [path.join(root, file)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    external: ["pg-native"],
  });
  const names = Object.keys(metafile.inputs).map(
    (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? "",
  );
  return new Set(names.filter((name) => name !== ""));
}

const web = ["react", "react-dom", "react-email", "next", "next-auth", "next-intl", "server-only"];

test.each(["lib/content/personalise.ts", "lib/content/store.ts"])(
  "a Lambda that imports %s gets no React with it",
  async (file) => {
    const packages = await packagesBehind(file);
    expect(packages.size).toBeGreaterThan(0);
    expect(web.filter((name) => packages.has(name))).toEqual([]);
  },
);

test("the compile step does bring React, or the test above would prove nothing", async () => {
  expect(await packagesBehind("lib/content/compile.ts")).toContain("react-email");
});
