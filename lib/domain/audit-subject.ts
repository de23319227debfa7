const pages = new Map<string, (id: string) => string>([
  ["campaign", (id) => `/campaigns/${id}`],
  ["contact", (id) => `/audience/contacts/${id}`],
  ["segment", (id) => `/audience/segments/${id}`],
  ["import", (id) => `/audience/imports/${id}`],
  ["sender", () => "/settings/senders"],
  ["test_group", () => "/settings/test-groups"],
  ["user", () => "/settings/team"],
  ["invitation", () => "/settings/team"],
  ["api_key", () => "/settings/api-keys"],
  ["topic", () => "/audience/topics"],
]);

/** Where an entry's subject ("campaign:42") can be seen, if it has a page. */
export function subjectHref(subject: string): string | undefined {
  const [, kind = "", id = ""] = /^([a-z_]+):(\d+)$/.exec(subject) ?? [];
  return pages.get(kind)?.(id);
}
