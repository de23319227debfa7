import { compileContent } from "@/lib/content/compile";
import { estimateBytes } from "@/lib/content/mail-size";
import { builtInFields, type CompiledContent } from "@/lib/domain/compiled-content";
import { samplePromotion, sampleFor } from "@/lib/domain/template-samples";

const mostProducts = 30;
const filler = "가을의 색을 담은 새 물건을 오래 쓰는 마음으로 골랐어요. ";

/** What the marketer typed; `products` decides how large the mail becomes. */
export function promotionMail(products: number): Parameters<typeof compileContent>[0] {
  return {
    ...sampleFor("promotion", { locale: "ko" }),
    templateKey: "promotion",
    content: samplePromotion({ locale: "ko", products }),
    kind: "marketing",
    locale: "ko",
    organization: {
      name: "소담상점",
      postalAddress: "서울시 중구 세종대로 110",
      phone: "02-120-0000",
      country: "KR",
    },
    topicName: "소식",
    knownFields: builtInFields,
  };
}

/** The real template, compiled to about so many bytes of HTML: products first, then plain words. */
export async function promotionOfSize(bytes: number): Promise<CompiledContent> {
  let chosen = await compile(0);
  for (let products = 1; products <= mostProducts; products += 1) {
    const larger = await compile(products);
    if (estimateBytes(larger.html) > bytes) break;
    chosen = larger;
  }
  return fillUp(chosen, bytes - estimateBytes(chosen.html));
}

async function compile(products: number): Promise<CompiledContent> {
  const result = await compileContent(promotionMail(products));
  if (!result.ok)
    throw new Error(`The promotion does not compile: ${JSON.stringify(result.problems)}`);
  return result.compiled;
}

function fillUp(compiled: CompiledContent, missing: number): CompiledContent {
  if (missing <= 0) return compiled;
  const words = filler.repeat(Math.floor(missing / Buffer.byteLength(filler)));
  const [last = "", ...before] = compiled.html.chunks.toReversed();
  const filled = last.replace("</body>", `<p>${words}</p></body>`);
  return { ...compiled, html: { ...compiled.html, chunks: [...before.toReversed(), filled] } };
}
