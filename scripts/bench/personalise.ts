import { allocateRequest } from "@/lib/aws/request-buffer";
import { writeText } from "@/lib/domain/encoded-text";
import { encodeMail } from "@/lib/content/personalise";
import type { CompiledContent } from "@/lib/domain/compiled-content";
import { promotionApart } from "./promotion-apart";
import { toReport, type Bench } from "./report";
import { measureHere, takeTurns } from "./turns";

/** Many short ones: a collection of garbage falls into one or the other. */
const rounds = 15;

/** Filling the slots of one compiled mail for many people, by joining the same Buffers without slots. */
export const benchPersonalise: Bench = async (flags) => {
  const items = flags.count("recipients", 5000);
  process.env["APP_SECRET"] ??= "a secret of the bench, long enough to sign with";
  const { recipientUrls } = await import("@/lib/public/recipient-urls");
  const compiled = await promotionApart(flags.bytes("size", 100 * 1024));
  const buffers = staticBuffers(compiled);
  const problems: string[] = [];

  /** What a request is made of: subject, and the two parts joined in one buffer. */
  function mailOf(n: number): { subject: string; body: Buffer } {
    const urls = recipientUrls({ campaignId: 1, recipientId: n, contactId: n, topicId: 1 });
    const data = { email: `customer${n}@example.test`, name: `고객 ${n}` };
    const { subject, html, text } = encodeMail(compiled, { data, urls });
    const body = allocateRequest(html.length + text.length);
    if (writeText(text, body, writeText(html, body, 0)) !== body.length)
      problems.push(`The mail of recipient ${n} is not as long as it should be.`);
    return { subject, body };
  }
  function ours(): void {
    for (let n = 1; n <= items; n += 1) mailOf(n);
  }
  function bare(): void {
    for (let n = 0; n < items; n += 1) for (const part of buffers) Buffer.concat(part);
  }
  for (const n of [1, items])
    if (!mailOf(n).body.includes("</html>"))
      problems.push(`The mail of recipient ${n} is incomplete.`);

  ours();
  bare();
  const turns = await takeTurns(rounds, {
    ours: () => measureHere(ours),
    bare: () => measureHere(bare),
  });
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  const slots =
    compiled.html.slots.length + compiled.text.slots.length + compiled.subject.slots.length;
  return {
    report: toReport(
      { name: "personalise", yardstick: "join the same Buffers", items, peakRssMb },
      turns,
    ),
    details: [
      ["slots a mail", String(slots)],
      ["bytes a mail", String(buffers.flat().reduce((sum, buffer) => sum + buffer.length, 0))],
    ],
    problems,
  };
};

function staticBuffers({ subject, html, text }: CompiledContent): Buffer[][] {
  return [subject, html, text].map((part) => part.chunks.map((chunk) => Buffer.from(chunk)));
}
