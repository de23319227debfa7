import fs from "node:fs";
import path from "node:path";

/** The folders of lambda/ that hold a handler. */
export function handlerNames(root) {
  const folder = path.join(root, "lambda");
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, "handler.ts")))
    .toSorted();
}

/** How a handler is bundled, on AWS and here: one file with everything inside. */
export function handlerOptions(root, name) {
  return {
    absWorkingDir: root,
    entryPoints: [`lambda/${name}/handler.ts`],
    outfile: `dist/lambda/${name}/handler.mjs`,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // CommonJS packages inside an ES module still ask for Node's own modules with require().
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    // The packages' ES modules: of the AWS SDK only the commands that are called are taken along.
    mainFields: ["module", "main"],
    // pg-native: optional in pg, never installed. sharp: native, beside the bundle in node_modules;
    // only the images handler asks for it, and says so where it cannot be loaded.
    external: ["pg-native", "sharp"],
    minify: false, // stack traces that can be read are worth more than the bytes
    sourcemap: true,
    metafile: true,
    logLevel: "silent",
  };
}

/** The stand-ins and the supervisor: our sources in one file each, packages from node_modules. */
function localOptions(root) {
  const folder = path.join(root, "local");
  const mains = fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, "main.ts")))
    .map((name) => [name, `local/${name}/main.ts`]);
  return {
    absWorkingDir: root,
    entryPoints: Object.fromEntries([...mains, ["first-admin", "local/supervisor/first-admin.ts"]]),
    outdir: "dist/local",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: true,
    metafile: true,
    logLevel: "silent",
    loader: { ".html": "text", ".css": "text", ".svg": "text" },
  };
}

/** Bundles all handlers and local programs; throws with esbuild's own words. */
export async function bundleAll(root) {
  const { build, stop } = await import("esbuild");
  const options = [
    ...handlerNames(root).map((name) => handlerOptions(root, name)),
    localOptions(root),
  ];
  await Promise.all(options.map((each) => build(each)));
  await stop(); // its helper process would stay as long as we do
}

/** Bundles the handlers anew whenever one of their sources changes; returns how to end that. */
export async function watchHandlers(root, onRebuilt) {
  const { context } = await import("esbuild");
  const contexts = await Promise.all(
    handlerNames(root).map((name) => {
      const report = (result) =>
        onRebuilt(
          name,
          result.errors.map((error) => `${error.location?.file}: ${error.text}`),
        );
      const plugins = [{ name: "report", setup: (build) => build.onEnd(report) }];
      return context({ ...handlerOptions(root, name), plugins });
    }),
  );
  await Promise.all(contexts.map((each) => each.watch()));
  return () => Promise.all(contexts.map((each) => each.dispose()));
}
