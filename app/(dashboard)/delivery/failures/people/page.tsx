import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PeoplePage } from "@/app/(dashboard)/delivery/people-page";
import { hasRole } from "@/lib/domain/user-role";
import { requireUser } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.failures"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FailedPeoplePage({ searchParams }: Props) {
  const user = await requireUser("viewer");
  return (
    <PeoplePage
      state="failed"
      search={await searchParams}
      canDecide={hasRole(user.role, "marketer")}
    />
  );
}
