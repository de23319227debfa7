import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { listSuppressionReasons, type Contact } from "@/lib/contacts";

/** Said first on the page: nothing is sent to this address, and why. */
export async function Suppressed({ contact, canEdit }: { contact: Contact; canEdit: boolean }) {
  const [t, reasons] = await Promise.all([
    getTranslations("contacts"),
    listSuppressionReasons(contact.emailNormalized),
  ]);
  if (reasons.length === 0) return null;
  const words = reasons.map((reason) => t(`suppression.${reason}`)).join(", ");
  return (
    <Notice
      tone="bad"
      actions={
        // A viewer sees addresses masked and gets none in a link either.
        <LinkButton
          href={`/audience/suppressions${canEdit ? `?${new URLSearchParams({ q: contact.emailNormalized })}` : ""}`}
        >
          {t("detail.manageSuppressions")}
        </LinkButton>
      }
    >
      {t("detail.suppressedSince", { reason: words })}
    </Notice>
  );
}
