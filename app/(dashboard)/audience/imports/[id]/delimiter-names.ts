import type { Delimiter } from "@/lib/domain/delimiter";

/** The key of each delimiter's words. */
export const delimiterNames = {
  ",": "comma",
  "\t": "tab",
  ";": "semicolon",
  "|": "pipe",
} as const satisfies Record<Delimiter, string>;
