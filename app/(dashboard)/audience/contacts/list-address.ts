import { readColumns } from "@/lib/domain/contact-columns";
import {
  contactFilter,
  contactFilterParams,
  contactSort,
  type ContactFilter,
  type ContactSort,
} from "@/lib/domain/contact-filter";
import { parseId } from "@/lib/domain/parse-id";

export const listPath = "/audience/contacts";

/** Everything that the list's address says. */
export type ListState = {
  filter: ContactFilter;
  sort: ContactSort;
  columns: string[] | undefined;
  after: number | undefined;
  isCountExact: boolean;
};

export function readListState(params: Record<string, string | string[] | undefined>): ListState {
  return {
    filter: contactFilter.parse(params),
    sort: contactSort.parse(params["sort"] ?? "newest"),
    columns: readColumns(params["columns"]),
    after: parseId(params["after"]),
    isCountExact: params["count"] === "exact",
  };
}

/** What a view keeps: filter, sort and columns, without the position. */
export function viewParams({ filter, sort, columns }: ListState): Record<string, string> {
  return {
    ...contactFilterParams(filter),
    ...(sort === "newest" ? {} : { sort }),
    ...(columns === undefined ? {} : { columns: columns.join(",") }),
  };
}

export function listHref(state: ListState, changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...viewParams(state), ...changes });
  return query.size > 0 ? `${listPath}?${query}` : listPath;
}
