import { searchText } from "@/lib/domain/search-text";
import { route } from "@/lib/route";
import { search } from "@/lib/search";

/** For the command palette. */
export const GET = route({ role: "viewer" }, async (request, { user }) => {
  const words = searchText.parse(request.nextUrl.searchParams.get("q"));
  const results = await search(words, { role: user.role });
  return Response.json({ results }, { headers: { "cache-control": "no-store" } });
});
