import { expect, test } from "vitest";
import { shareWindow, type WindowUser } from "@/lib/domain/window-share";

function user(id: number, values: Partial<WindowUser> = {}): WindowUser {
  return { id, weight: 1, outstanding: 0, isWaiting: true, ...values };
}

const shares = (window: number, users: WindowUser[]) =>
  Object.fromEntries(shareWindow(window, users));

test("one campaign has the window alone", () => {
  expect(shares(900, [user(1)])).toEqual({ 1: 900 });
});

test("several share it, whatever one of them has filled already", () => {
  expect(shares(900, [user(1, { outstanding: 900 }), user(2)])).toEqual({ 1: 450, 2: 450 });
});

test("by weight", () => {
  expect(shares(900, [user(1), user(2, { weight: 2 })])).toEqual({ 1: 300, 2: 600 });
});

test("who has nothing more to send keeps what is under way, and leaves the rest", () => {
  const small = user(2, { outstanding: 50, isWaiting: false });
  expect(shares(900, [user(1), small, user(3)])).toEqual({ 1: 425, 2: 50, 3: 425 });
});

test("who has more under way than its share does not take the others'", () => {
  const large = user(2, { outstanding: 800, isWaiting: false });
  expect(shares(900, [user(1), large])).toEqual({ 1: 450, 2: 450 });
});

test("a window too small for all still lets each get on", () => {
  expect(shares(2, [user(1), user(2), user(3)])).toEqual({ 1: 1, 2: 1, 3: 1 });
});

test("nobody there, nothing shared", () => {
  expect(shares(900, [])).toEqual({});
  expect(shares(900, [user(1, { isWaiting: false })])).toEqual({ 1: 0 });
});
