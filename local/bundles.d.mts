// The script stays plain JavaScript, so that it runs before anything is installed.
import type { BuildOptions } from "esbuild";

export function handlerNames(root: string): string[];
export function handlerOptions(root: string, name: string): BuildOptions & { metafile: true };
export function bundleAll(root: string): Promise<void>;
export function watchHandlers(
  root: string,
  onRebuilt: (name: string, errors: string[]) => void,
): Promise<() => Promise<unknown>>;
