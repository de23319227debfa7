import { getContent } from "@/lib/content/store";
import { encodeMail } from "@/lib/content/personalise";
import type { Claim } from "@/lib/delivery/claim";
import { composeHeaders, composeTags } from "@/lib/delivery/headers";
import { inertUrls, recipientUrls } from "@/lib/public/recipient-urls";

/** What SES is to be called with for a claim; not ok when the mail cannot be made of its values. */
export async function composeMail(claim: Claim) {
  const compiled = await getContent(claim.contentHash);
  const urls =
    claim.kind === "test" || claim.kind === "transactional"
      ? inertUrls(compiled.links)
      : recipientUrls(claim);
  try {
    const { subject, html, text } = encodeMail(compiled, { data: claim.mergeData, urls });
    return {
      ok: true as const,
      bytes: Buffer.byteLength(subject) + html.bytes + text.bytes,
      mail: {
        from: claim.from,
        to: { name: claim.name, email: claim.email },
        ...(claim.replyTo === null ? {} : { replyTo: claim.replyTo }),
        subject,
        html,
        text,
        headers: composeHeaders(claim, urls),
        tags: composeTags(claim),
      },
    };
  } catch (error) {
    // One recipient's values must not stop the batch; the row says what was wrong.
    return { ok: false as const, message: error instanceof Error ? error.message : String(error) };
  }
}
