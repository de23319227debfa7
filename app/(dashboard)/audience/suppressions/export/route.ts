import { parseReason } from "@/lib/domain/suppression-reason";
import { route } from "@/lib/route";
import { streamCsv } from "@/lib/stream-csv";
import { exportSuppressions } from "@/lib/suppression-file";

const longestWhy = 300;

/** The list as a file; POST, because it is logged with the reason given. */
export const POST = route({ role: "marketer" }, async (request, { user }) => {
  const form = await request.formData();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const why = text("why").trim().slice(0, longestWhy);
  if (why === "") return new Response(null, { status: 400 });
  const filter = { q: text("q"), reason: parseReason(text("reason")) };
  const rows = exportSuppressions(filter, { userId: user.id, why });
  return streamCsv(rows, { fileName: "suppressions.csv" });
});
