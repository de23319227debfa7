import { connect } from "node:net";
import type { SpamScore } from "@/lib/domain/preflight-item";
import { env } from "@/lib/env";

const defaultPort = 783;
const mostBytes = 512_000;

/** SPAMD_HOST: "127.0.0.1", "spamd:783"; undefined where no SpamAssassin is set up. */
export function spamdAddress(
  setting: string | undefined = env.SPAMD_HOST,
): { host: string; port: number } | undefined {
  if (setting === undefined) return undefined;
  const [, host = "", port] = /^(.*?)(?::(\d+))?$/.exec(setting.trim()) ?? [];
  return host === "" ? undefined : { host, port: Number(port ?? defaultPort) };
}

/** SpamAssassin's judgement of a message; undefined where it does not answer in time. */
export async function askSpamd(
  message: string,
  address: { host: string; port: number },
  { timeoutMs = 10_000 }: { timeoutMs?: number } = {},
): Promise<SpamScore | undefined> {
  const body = Buffer.from(message);
  if (body.length > mostBytes) return undefined;
  const answer = await new Promise<string | undefined>((done) => {
    const chunks: Buffer[] = [];
    const socket = connect(address);
    const give = (text: string | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      done(text);
    };
    const timer = setTimeout(() => give(undefined), timeoutMs);
    socket.on("error", () => give(undefined));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => give(Buffer.concat(chunks).toString()));
    // Not `end`: spamd takes a closed half for a client that has left.
    socket.write(`SYMBOLS SPAMC/1.5\r\nContent-length: ${body.length}\r\n\r\n`);
    socket.write(body);
  });
  return answer === undefined ? undefined : readAnswer(answer);
}

/** `SPAMD/1.1 0 EX_OK`, `Spam: False ; 0.1 / 5.0`, an empty line, the names of the rules that hit. */
export function readAnswer(answer: string): SpamScore | undefined {
  const [head = "", body = ""] = answer.split(/\r?\n\r?\n/, 2);
  if (!/^SPAMD\/[\d.]+ 0 /.test(head)) return undefined;
  const figures = /^Spam:\s*\w+\s*;\s*(-?[\d.]+)\s*\/\s*(-?[\d.]+)/im.exec(head);
  if (!figures) return undefined;
  return {
    score: Number(figures[1]),
    limit: Number(figures[2]),
    rules: body.split(/[,\s]+/).filter((rule) => /^[A-Z][A-Z0-9_]+$/.test(rule)),
  };
}
