import { type Finding, warning } from "./preflight";
import { placeOfAddress, type TypedField } from "./preflight-place";

/** What a link answers. `unknown`: nothing that a marketer should worry about can be said. */
export type LinkState =
  | { kind: "ok"; status: number }
  | { kind: "dead"; reason: "status"; status: number }
  | { kind: "dead"; reason: "no_host" | "no_connection" | "certificate" | "redirects" }
  | { kind: "private" }
  | { kind: "unknown" };

/** Links that were tried and do not open; of a host that is not there one line is enough. */
export function checkLinkStates(
  states: ReadonlyMap<string, LinkState>,
  typed: readonly TypedField[],
): Finding[] {
  const hosts = new Set<string>();
  return [...states].flatMap(([href, state]) => {
    if (state.kind === "ok" || state.kind === "unknown" || !URL.canParse(href)) return [];
    const { host } = new URL(href);
    const field = placeOfAddress(typed, href)?.field;
    const isWholeHost = state.kind === "private" || state.reason !== "status";
    if (isWholeHost && hosts.has(host)) return [];
    if (isWholeHost) hosts.add(host);
    if (state.kind === "private") return [warning("link_private", field, { host })];
    const status = state.reason === "status" ? state.status : 0;
    return [
      warning("link_dead", field, {
        link: isWholeHost ? host : href.slice(0, 80),
        why: state.reason,
        status,
      }),
    ];
  });
}
