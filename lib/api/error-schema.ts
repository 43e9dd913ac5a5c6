// The body of every error answer, for the OpenAPI document and for clients that check it.
import { z } from "zod";
import { ERROR_STATUS, type ErrorBody, type ErrorCode } from "./error.ts";

const codes = Object.keys(ERROR_STATUS) as ErrorCode[]; // Object.keys widens the keys to string

export const errorBodySchema = z
  .object({
    error: z.object({
      code: z.enum(codes),
      message: z.string().meta({ description: "For people: what was wrong and what to do." }),
      details: z.record(z.string(), z.string()).meta({ description: "Field at fault → what is accepted." }),
    }),
  })
  .meta({ id: "Error" }) satisfies z.ZodType<ErrorBody>;
