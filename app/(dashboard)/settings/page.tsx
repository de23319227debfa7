import { redirect } from "next/navigation";
import { requireUser } from "@/lib/session";

/** The first section that this person may open. */
export default async function SettingsPage() {
  const user = await requireUser();
  redirect(user.role === "admin" ? "/settings/organization" : "/settings/account");
}
