import { allBlocks } from "@/emails/blocks/all-blocks";
import { listBlocks, type MailDocument, readDocument } from "@/emails/blocks/document";
import { compileContent, type MailToCompile } from "@/lib/content/compile";
import { estimateBytes } from "@/lib/content/mail-size";
import { composedKey } from "@/lib/domain/template-catalog";
import { promotionMail } from "./promotion";

const pictures = "https://mail.example.test/samples";
const filler =
  "가을의 색을 담은 새 물건을 <strong>오래 쓰는 마음</strong>으로 골랐어요. 작은 공방에서 손으로 만들어요. ";

/** The blocks in turn, with a name to greet, until there are so many of so many bytes. */
export async function documentOfSize(
  blocks: number,
  bytes: number,
): Promise<{ mail: MailToCompile; document: MailDocument; bytes: number }> {
  let sentences = 0;
  let drawn = await draw(blocks, sentences);
  const texts = listBlocks(drawn.document.blocks).filter(({ type }) => type === "text").length;
  while (drawn.bytes < bytes) {
    const missing = bytes - drawn.bytes;
    sentences += Math.max(1, Math.floor(missing / (texts * Buffer.byteLength(filler))));
    drawn = await draw(blocks, sentences);
  }
  return drawn;
}

async function draw(blocks: number, sentences: number) {
  const content = { blocks: blocksOf(blocks, sentences) };
  const read = readDocument(content);
  if (!read.ok) throw new Error(`The document cannot be read: ${JSON.stringify(read.problems)}`);
  const mail: MailToCompile = { ...promotionMail(0), templateKey: composedKey, content };
  const result = await compileContent(mail);
  if (!result.ok)
    throw new Error(`The document does not compile: ${JSON.stringify(result.problems)}`);
  return { mail, document: read.document, bytes: estimateBytes(result.compiled.html) };
}

function blocksOf(count: number, sentences: number): unknown[] {
  // A grid of products is many blocks in one: with them, a hundred blocks are no mail of this size.
  const simple = allBlocks.filter(({ slots, type }) => slots.length === 0 && type !== "products");
  const body = `<p>{{ name | fallback: "고객" }}님, 안녕하세요. ${filler.repeat(sentences)}</p>`;
  const block = (n: number): unknown => {
    const chosen = simple[n % simple.length];
    if (!chosen) throw new Error("There are no blocks.");
    const content = chosen.type === "text" ? { body } : chosen.sample("ko", pictures);
    return { type: chosen.type, id: `b${n}`, content };
  };
  const made: unknown[] = [];
  // Seven of ten stand by themselves, three are a pair of columns with what is in them.
  for (let n = 0; n < count; n += 10) {
    for (let m = n; m < Math.min(n + 7, count); m += 1) made.push(block(m));
    if (n + 9 < count) {
      const slots = { first: [block(n + 7)], second: [block(n + 8)] };
      made.push({ type: "columns", id: `b${n + 9}`, content: {}, slots });
    }
  }
  return made;
}
