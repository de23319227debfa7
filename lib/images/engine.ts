import type sharp from "sharp";
import { imageLimits } from "@/lib/domain/image-limits";
import { log } from "@/lib/log";

export type Engine = typeof sharp;

const readers = [
  "VipsForeignLoadJpeg",
  "VipsForeignLoadPng",
  "VipsForeignLoadNsgif",
  "VipsForeignLoadWebp",
  "VipsForeignLoadHeif",
];

/** sharp, or undefined on a machine for which there is no build of it: nothing else may fail there. */
export async function loadEngine(): Promise<Engine | undefined> {
  try {
    const { default: engine } = await import("sharp");
    // Whatever a file pretends to be, it is read as one of these or not at all.
    engine.block({ operation: ["VipsForeignLoad"] });
    engine.unblock({ operation: readers });
    engine.cache(false); // an environment that is kept warm need not hold the last image
    return engine;
  } catch (error) {
    log.error({ err: error }, "sharp cannot be loaded: images cannot be processed here");
    return undefined;
  }
}

/** How every file is opened: never more pixels than the limit, nothing of a file that is cut off. */
export const openOptions = {
  limitInputPixels: imageLimits.pixels,
  failOn: "error",
} as const;
