import { ownTypes } from "./own-types.ts";

ownTypes("rabbitmq");
