import type { ParserServicesWithTypeInformation } from "@typescript-eslint/utils";

/**
 * The compiler's types, by way of the parser services: this package neither loads nor declares `typescript`, so it works
 * with whichever version the parser brings, and with none.
 */
export type TypedServices = ParserServicesWithTypeInformation;
export type TypeChecker = ReturnType<TypedServices["program"]["getTypeChecker"]>;
export type Type = ReturnType<TypeChecker["getTypeAtLocation"]>;
export type TypeSymbol = NonNullable<ReturnType<Type["getSymbol"]>>;
export type Declaration = NonNullable<TypeSymbol["declarations"]>[number];
export type TsNode = Parameters<TypeChecker["getTypeAtLocation"]>[0];
