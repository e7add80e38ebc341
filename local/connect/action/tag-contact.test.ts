import { expect, it } from "vitest";
import { Centre, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";

function tags(Tags: Record<string, string>, TagKeys: string[] = []) {
  return aFlow({
    tag: ["TagContact", { Tags }, { next: "untag", NoMatchingError: "end" }],
    untag: ["UntagContact", { TagKeys }, { next: "end", NoMatchingError: "end" }],
    end: HANG_UP,
  });
}

it("tags the contact, and takes tags away", async () => {
  const { contacts } = await new Centre().run(
    tags({ team: "red", tier: "$.Attributes.tier" }, ["team"]),
    {},
    { attributes: { tier: "gold" } },
  );
  expect(contacts[0]?.settings.tags).toEqual({ tier: "gold" });
});

it.each([
  ["Connect's own", { "aws:x": "1", ok: "1" }],
  ["more than six", Object.fromEntries([..."abcdefg"].map((key) => [key, "1"]))],
])("sets no tag at all with %s", async (_, given) => {
  const result = await new Centre().run(tags(given));
  expect(wayOf(result)[0]).toBe("tag: NoMatchingError");
  expect(result.contacts[0]?.settings.tags).toEqual({});
});
