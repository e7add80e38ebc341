import { expect, it } from "vitest";
import { Centre } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";

it("is what functions and references then see, beside the voice and the audio stream", async () => {
  const centre = new Centre({ functions: { look: () => ({}) } });
  const flow = aFlow({
    data: [
      "UpdateContactData",
      {
        Name: "Call",
        Description: "About $.Attributes.about",
        LanguageCode: "en-NZ",
        CustomerId: "7",
        References: { link: { Type: "URL", Value: "https://example.com" } },
      },
      { next: "voice", NoMatchingError: "end" },
    ],
    voice: [
      "UpdateContactTextToSpeechVoice",
      { TextToSpeechVoice: "Aria", TextToSpeechEngine: "Neural" },
      { next: "stream" },
    ],
    stream: [
      "UpdateContactMediaStreamingBehavior",
      { MediaStreamingState: "Enabled", Participants: [], MediaStreamType: "Audio" },
      { next: "look", NoMatchingError: "end" },
    ],
    look: [
      "InvokeLambdaFunction",
      {
        LambdaFunctionARN: "look",
        LambdaInvocationAttributes: {
          voice: "$.TextToSpeechVoiceId",
          link: "$.References.link.Value",
          stream: "$.MediaStreams.Customer.Audio.StreamARN",
        },
      },
      { next: "chat", NoMatchingError: "end" },
    ],
    chat: [
      "UpdateContactMediaProcessing",
      {},
      { next: "end", ChannelMismatch: "off", NoMatchingError: "end" },
    ],
    off: [
      "UpdateContactMediaStreamingBehavior",
      { MediaStreamingState: "Disabled" },
      { next: "end", NoMatchingError: "end" },
    ],
    end: HANG_UP,
  });
  const { trace, contacts } = await centre.run(flow, {}, { attributes: { about: "a loan" } });
  const details = centre.invocations[0]?.Details;
  expect(details?.ContactData).toMatchObject({
    Name: "Call",
    Description: "About a loan",
    LanguageCode: "en-NZ",
    CustomerId: "7",
  });
  expect(details?.Parameters).toMatchObject({
    voice: "Aria",
    link: "https://example.com",
    stream: expect.stringMatching(/^arn:aws:kinesisvideo:/),
  });
  expect(trace.path.map(({ identifier }) => identifier)).toContain("off");
  expect(contacts[0]?.settings.streamingSince).toBeUndefined();
});
