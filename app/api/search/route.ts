import { route } from "@/lib/route";
import { search } from "@/lib/search";

/** For the command palette. */
export const GET = route({ role: "viewer" }, async (request, { user }) => {
  const words = (request.nextUrl.searchParams.get("q") ?? "").slice(0, 200);
  const results = await search(words, { role: user.role });
  return Response.json({ results }, { headers: { "cache-control": "no-store" } });
});
