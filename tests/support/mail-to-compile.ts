import { type CompileResult, compileContent, type MailToCompile } from "@/lib/content/compile";
import { fixedUrls } from "@/lib/domain/personal-urls";
import type { CompiledContent } from "@/lib/domain/compiled-content";
import { sampleLetter } from "@/lib/domain/template-samples";

export const shop = {
  name: "소담상점",
  postalAddress: "서울 성동구 연무장길 12",
  phone: "02-123-4567",
  country: "KR",
};

/** A Korean advertisement that compiles; give what the test is about. */
export function mailToCompile(changes: Partial<MailToCompile> = {}): MailToCompile {
  return {
    templateKey: "letter",
    content: sampleLetter(),
    subject: "가을 소식",
    previewText: "",
    locale: "ko",
    kind: "marketing",
    organization: shop,
    topicName: "새 소식",
    knownFields: ["email", "name", "first_name", "vip_level", "points", "order_url"],
    ...changes,
  };
}

/** A letter with this body and nothing else to look at. */
export function letterWith(content: Readonly<Record<string, string>>): Partial<MailToCompile> {
  return { templateKey: "letter", content: { body: "본문", ...content } };
}

export async function compileOk(changes: Partial<MailToCompile> = {}): Promise<CompiledContent> {
  const result: CompileResult = await compileContent(mailToCompile(changes));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.compiled;
}

export const testUrls = fixedUrls({
  link: (n) => `https://t.test/c/token/${n}`,
  url: (name) => `https://t.test/${name}/token`,
});
