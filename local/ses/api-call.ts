import type { Ses } from "./ses";

export type ApiCall = {
  ses: Ses;
  method: string;
  /** Path parts after /v2/email/, decoded. */
  path: readonly string[];
  query: URLSearchParams;
  /** Parsed on demand: SendEmail reads its bytes itself. */
  json(): Record<string, unknown>;
};
