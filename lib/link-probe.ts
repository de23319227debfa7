import { lookup, Resolver } from "node:dns/promises";
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import type { LinkState } from "@/lib/domain/link-state";
import { isPublicAddress } from "@/lib/public-address";

type Address = { address: string; family: number };

export type ProbeOptions = {
  resolve?: (hostname: string) => Promise<Address[]>;
  isAllowed?: (address: string) => boolean;
  /** Whether names can be asked for at all: without a network every shop seems to be gone. */
  isOnline?: () => Promise<boolean>;
  ports?: readonly number[];
  timeoutMs?: number;
};

const maxRedirects = 5;
/** Names that are nobody's (RFC 2606, RFC 6761): asking for them says nothing. */
const nobodys = /(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|net|org)$/;

const privateCode = "EPRIVATE";

/**
 * Asks whether an address still answers, without being led into our own network: every name is
 * resolved by us, only public addresses are connected to (the very ones that were judged, so that a
 * second answer of DNS changes nothing), and each redirect is judged anew. Bodies are not read.
 */
export async function probeLink(raw: string, options: ProbeOptions = {}): Promise<LinkState> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? 8_000);
  let address = raw;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const refused = url ? judgeUrl(url, options) : ({ kind: "unknown" } as const);
    if (!url || refused) return refused ?? { kind: "unknown" };
    const answer = await askTwice(url, options, signal).catch((error: unknown) => error);
    if (!isAnswer(answer)) return judgeFailure(answer, signal, options.isOnline ?? isOnline);
    const { status, location } = answer;
    if (status < 300 || status >= 400 || location === undefined) return judgeStatus(status);
    if (!URL.canParse(location, url)) return { kind: "dead", reason: "redirects" };
    address = new URL(location, url).href;
  }
  return { kind: "dead", reason: "redirects" };
}

function judgeUrl(url: URL, { ports = [80, 443], isAllowed }: ProbeOptions): LinkState | undefined {
  const { protocol, username, password, hostname } = url;
  if (protocol !== "http:" && protocol !== "https:") return { kind: "unknown" };
  if (username !== "" || password !== "" || nobodys.test(hostname)) return { kind: "unknown" };
  const literal = hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0 && !(isAllowed ?? isPublicAddress)(literal)) return { kind: "private" };
  const port = Number(url.port) || (protocol === "https:" ? 443 : 80);
  return ports.includes(port) ? undefined : { kind: "unknown" };
}

type Answer = { status: number; location: string | undefined };

/** Many servers know no HEAD, or answer it with an error: what counts is what a reader would get. */
async function askTwice(url: URL, options: ProbeOptions, signal: AbortSignal): Promise<Answer> {
  const head = await ask("HEAD", url, options, signal);
  return head.status < 400 ? head : ask("GET", url, options, signal);
}

function ask(
  method: "HEAD" | "GET",
  url: URL,
  { resolve = resolveAll, isAllowed = isPublicAddress }: ProbeOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((done, failed) => {
    const sent: ClientRequest = request(
      url,
      {
        method,
        signal,
        agent: false,
        maxHeaderSize: 32_768,
        headers: { "user-agent": "Letterpress link check", accept: "*/*" },
        lookup: (hostname, { all }, answer) => {
          resolve(hostname).then(
            (addresses) => {
              const [first] = addresses;
              const isPublic = addresses.every(({ address }) => isAllowed(address));
              if (!first || !isPublic) answer(privateError(hostname), "", 0);
              else if (all) answer(null, addresses);
              else answer(null, first.address, first.family);
            },
            (error: NodeJS.ErrnoException) => answer(error, "", 0),
          );
        },
      },
      ({ statusCode, headers }: IncomingMessage) => {
        done({ status: statusCode ?? 0, location: headers.location });
        sent.destroy();
      },
    );
    sent.on("error", failed);
    sent.end();
  });
}

function privateError(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} is not on the public internet`), {
    code: privateCode,
  });
}

function resolveAll(hostname: string): Promise<Address[]> {
  return lookup(hostname, { all: true });
}

async function isOnline(): Promise<boolean> {
  const resolver = new Resolver({ timeout: 1_500, tries: 1 });
  return resolver.resolveNs("com").then(
    () => true,
    () => false,
  );
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === "object" && value !== null && "status" in value;
}

/** 401, 403, 405, 429 and the like are what robots get, not readers. */
function judgeStatus(status: number): LinkState {
  if (status === 404 || status === 410 || status >= 500) {
    return { kind: "dead", reason: "status", status };
  }
  return status < 400 ? { kind: "ok", status } : { kind: "unknown" };
}

async function judgeFailure(
  error: unknown,
  signal: AbortSignal,
  canAsk: () => Promise<boolean>,
): Promise<LinkState> {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === privateCode) return { kind: "private" };
  if (signal.aborted) return { kind: "unknown" };
  if (code === "ENOTFOUND") {
    return (await canAsk()) ? { kind: "dead", reason: "no_host" } : { kind: "unknown" };
  }
  if (code === "ECONNREFUSED") return { kind: "dead", reason: "no_connection" };
  if (/^CERT_|^ERR_TLS_CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return { kind: "dead", reason: "certificate" };
  }
  return { kind: "unknown" }; // our own network may be down
}
