import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { keepImported } from "@/app/(dashboard)/audience/segments/actions";
import { WriteButton } from "@/app/(dashboard)/audience/write-button";
import { KeepSegment } from "@/components/segments/keep-segment";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { ImportBadge } from "@/app/(dashboard)/audience/imports/import-badge";
import { daysAfter, keptDays } from "@/lib/domain/import-options";
import { parseId } from "@/lib/domain/parse-id";
import { importRule } from "@/lib/domain/segment-rule";
import { hasRole } from "@/lib/domain/user-role";
import { findImport, type Import } from "@/lib/imports/imports";
import { requireUser } from "@/lib/session";
import { cancel, discard } from "./actions";
import { Preparation } from "./preparation";
import { Failure, Result } from "./result";
import { Running } from "./running";

type ImportPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: ImportPageProps): Promise<Metadata> {
  await requireUser();
  const found = await findImport(parseId((await params).id) ?? 0);
  return { title: found?.fileName ?? (await getTranslations("imports"))("title") };
}

export default async function ImportPage({ params }: ImportPageProps) {
  const user = await requireUser();
  const found = await findImport(parseId((await params).id) ?? 0);
  if (!found) notFound();
  const [t, format] = await Promise.all([getTranslations("imports"), getFormatter()]);
  const canEdit = hasRole(user.role, "marketer");
  const megabytes = found.fileBytes / 1_000_000;
  const size =
    megabytes < 1
      ? `${format.number(Math.ceil(found.fileBytes / 1000))} KB`
      : `${format.number(megabytes, { maximumFractionDigits: 1 })} MB`;
  return (
    <Page>
      <PageHeader
        title={found.fileName}
        back={{ href: "/audience/imports", label: t("back") }}
        badge={<ImportBadge status={found.status} />}
        description={t("fileLine", { size, name: found.createdByName || "–" })}
        actions={canEdit && <Actions found={found} />}
      />
      <Body found={found} canEdit={canEdit} />
    </Page>
  );
}

async function Body({ found, canEdit }: { found: Import; canEdit: boolean }) {
  const t = await getTranslations("imports");
  switch (found.status) {
    case "uploaded":
      return canEdit ? (
        <>
          <p className="text-sm text-muted">
            {t("keptUntil", { date: daysAfter(found.uploadedAt, keptDays.unstarted) })}
          </p>
          <Preparation found={found} />
        </>
      ) : (
        <Notice>{t("list.viewerBody")}</Notice>
      );
    case "queued":
    case "running":
      return <Running found={found} />;
    case "completed":
      return <Result found={found} canEdit={canEdit} />;
    case "failed":
      return <Failure found={found} />;
    case "canceled":
      return found.failedReason === "expired" ? (
        <Notice title={t("canceled.expiredTitle")}>
          {t("canceled.expiredBody", { days: keptDays.unstarted })}
        </Notice>
      ) : (
        <Notice title={t("canceled.title")}>{t("canceled.body")}</Notice>
      );
  }
}

async function Actions({ found }: { found: Import }) {
  const t = await getTranslations("imports");
  if (found.status === "uploaded") {
    return (
      <Confirm
        trigger={<Button variant="quiet">{t("delete")}</Button>}
        title={t("deleteTitle")}
        body={t("deleteBody")}
        confirmLabel={t("deleteConfirm")}
        action={discard}
        fields={{ id: found.id }}
        variant="danger"
      />
    );
  }
  if (found.status === "queued" || found.status === "running") {
    return (
      <Confirm
        trigger={<Button variant="secondary">{t("run.cancel")}</Button>}
        title={t("run.cancelTitle")}
        body={t("run.cancelBody")}
        confirmLabel={t("run.cancelConfirm")}
        action={cancel}
        fields={{ id: found.id }}
        variant="danger"
      />
    );
  }
  if (found.status !== "completed" || !found.hasPeople) return null;
  const { topicId } = found.options;
  const topic = typeof topicId === "number" ? `&topic=${topicId}` : "";
  return (
    <>
      <LinkButton href={`/audience/contacts?import=${found.id}`}>{t("done.see")}</LinkButton>
      <KeepSegment action={keepImported} fields={{ importId: found.id }} count={found.people} />
      <WriteButton
        href={`/campaigns/new?import=${found.id}${topic}`}
        rule={importRule(found.id)}
        topicId={topicId ?? undefined}
        isPrimary
      />
    </>
  );
}
