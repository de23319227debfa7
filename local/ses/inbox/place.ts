export const views = ["html", "text", "headers", "source"] as const;
export type View = (typeof views)[number];

export const widths = ["phone", "desktop", "full"] as const;
export type Width = (typeof widths)[number];

/** Where in the inbox one is; all of it lives in the URL. */
export type Place = {
  id: string | undefined;
  view: View;
  width: Width;
  search: string;
  before: string | undefined;
};

export function readPlace(url: URL): Place {
  const { searchParams } = url;
  const match = /^\/inbox\/([^/]+)$/.exec(url.pathname);
  return {
    id: match?.[1] === undefined ? undefined : decodeURIComponent(match[1]),
    view: views.find((view) => view === searchParams.get("view")) ?? "html",
    width: widths.find((width) => width === searchParams.get("width")) ?? "full",
    search: (searchParams.get("q") ?? "").slice(0, 200),
    before: searchParams.get("before") ?? undefined,
  };
}

export function hrefOf({ id, view, width, search, before }: Place): string {
  const parameters = new URLSearchParams();
  if (search !== "") parameters.set("q", search);
  if (before !== undefined) parameters.set("before", before);
  if (id !== undefined && view !== "html") parameters.set("view", view);
  if (id !== undefined && width !== "full") parameters.set("width", width);
  const query = parameters.size === 0 ? "" : `?${parameters.toString()}`;
  return `${id === undefined ? "/" : `/inbox/${encodeURIComponent(id)}`}${query}`;
}
