import { event } from "./event";
import { letter } from "./letter";
import { newArrivals } from "./new-arrivals";
import { newsletter } from "./newsletter";
import { promotion } from "./promotion";
import { restock } from "./restock";
import type { StartingPoint } from "./starting-point";
import { survey } from "./survey";
import { welcome } from "./welcome";

/** In the order in which they are offered. */
export const allStartingPoints: readonly StartingPoint[] = [
  promotion,
  newArrivals,
  newsletter,
  welcome,
  event,
  survey,
  restock,
  letter,
];

export function findStartingPoint(key: string): StartingPoint | undefined {
  return allStartingPoints.find((point) => point.key === key);
}
