// @vitest-environment jsdom
// Guards: the form is of the name in the address, also when another link leads to the page that is open.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { afterEach, expect, it, vi } from "vitest";
import { SendView } from "./send-view.tsx";

vi.mock("../ui/use-navigate.ts", () => ({ useNavigate: () => () => {} }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const at = (name: string) => (
  <NuqsTestingAdapter hasMemory searchParams={`?name=${name}`}>
    <SendView />
  </NuqsTestingAdapter>
);

it("another name in the address begins the form anew", () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response("{}", { status: 404 })),
  );
  const field = () => screen.getByLabelText<HTMLInputElement>(/^Name/);
  const { rerender } = render(at("mail.send"));
  expect(field().value).toBe("mail.send");
  fireEvent.change(field(), { target: { value: "mail.sent" } });
  rerender(at("img.crop"));
  expect(field().value).toBe("img.crop");
});
