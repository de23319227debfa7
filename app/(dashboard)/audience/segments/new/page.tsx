import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { getSegmentChoices } from "@/lib/segment-choices";
import { requireUser } from "@/lib/session";
import { SegmentEditor } from "@/app/(dashboard)/audience/segments/segment-editor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("newTitle") };
}

export default async function NewSegmentPage() {
  await requireUser("marketer");
  const [t, choices] = await Promise.all([getTranslations("segments"), getSegmentChoices()]);
  return (
    <Page>
      <PageHeader title={t("newTitle")} back={{ href: "/audience/segments", label: t("back") }} />
      <SegmentEditor choices={choices} />
    </Page>
  );
}
