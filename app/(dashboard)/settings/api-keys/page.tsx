import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listApiKeys } from "@/lib/api-keys";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { KeyTable } from "./key-table";
import { MakeKeyDialog } from "./make-key-dialog";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("apiKeys"))("title") };
}

export default async function ApiKeysPage() {
  await requireUser("admin");
  const [t, keys, { timeZone }] = await Promise.all([
    getTranslations("apiKeys"),
    listApiKeys(),
    getOrganization(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={<MakeKeyDialog />} />
      {keys.length === 0 ? (
        <EmptyState icon={<KeyRound />} title={t("empty")} body={t("emptyBody")} />
      ) : (
        <KeyTable keys={keys} timeZone={timeZone} />
      )}
    </>
  );
}
