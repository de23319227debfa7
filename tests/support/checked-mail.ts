import { readMailFacts } from "@/lib/domain/mail-facts";
import type { CheckedMail } from "@/lib/domain/preflight";

const words =
  "가을 식탁에 어울리는 그릇과 살림을 골라 담았어요. 모두 작은 공방에서 손으로 만든 것들이에요. 천천히 둘러보세요.";

/** A drawn mail that nothing speaks against; give what the test is about. `body` goes into its HTML. */
export function checkedMail(body = "", changes: Partial<CheckedMail> = {}): CheckedMail {
  const html = `<html><head><title>x</title></head><body><p>${words}</p>${body}</body></html>`;
  return {
    subject: "(광고) 가을 소식",
    previewText: "찻그릇부터 리넨까지",
    typedSubject: "가을 소식",
    html,
    facts: readMailFacts(html),
    text: words,
    fallbackText: words,
    canRefuse: true,
    mustOfferRefusal: true,
    isReal: true,
    typed: [],
    imageBytes: new Map(),
    ...changes,
  };
}
