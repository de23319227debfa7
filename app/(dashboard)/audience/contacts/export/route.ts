import { getLocale } from "next-intl/server";
import { exportContacts } from "@/lib/contact-export";
import { contactFilter } from "@/lib/domain/contact-filter";
import { route } from "@/lib/route";
import { streamCsv } from "@/lib/stream-csv";

const longestReason = 200;

/** The contacts table as a file; POST, because it is logged with the reason given. */
export const POST = route({ role: "marketer" }, async (request, { user }) => {
  const form = await request.formData();
  const given = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const reason = (given["reason"] ?? "").trim().slice(0, longestReason);
  if (reason === "") {
    const location = "/audience/contacts?problem=reason";
    return new Response(null, { status: 303, headers: { location } });
  }
  const locale = (await getLocale()) === "en" ? "en" : "ko";
  const parts = exportContacts(contactFilter.parse(given), { userId: user.id, reason, locale });
  return streamCsv(parts, { fileName: "contacts.csv" });
});
