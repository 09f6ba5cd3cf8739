/** Names under which requests carry what was sent, and calls that read it or look at its shape. */

/** Fields of a request that hold what was filled in. */
export const SENT_FIELDS = /^(?:body|query|params|param|files?|searchParams|parsedInput|clientInput|formData|payload)$/;
/** What is sent to prove who is calling, or says so, is no form. */
export const PROOF_FIELDS = /^(?:headers?|cookies?|session|user|auth|signedCookies|locals|token)$/;

/** The names of parameters that are a request, or hold one. */
export const REQUEST_NAMES = /^_?(?:req|request|httpReq|nextReq|ctx|context|c|event|props)$/;

/** Methods of a request that read what was sent. */
export const BODY_CALLS = /^(?:json|formData|text|parseBody|query|queries|param|valid|body)$/;
/** Functions that are handed a request, and give what was sent. */
export const READS_REQUEST = /^(?:(?:read|parse|get)\w*(?:Body|Json|JSON|FormData|Query|Params|Payload|Input)|validationResult|readBody|getQuery|getRouterParams?)$/;
/** Calls that make something of what was sent. */
export const PARSES =
  /^(?:(?:parse|normali[sz]e|sanitize|coerce)[A-Z]\w*|(?:safe)?[pP]arse(?:Async)?|validate(?:Async|Sync)?|validate(?:With|Body|Input|Request|Schema)\w*|parse(?:With|Body|Input|Request|Int|Float|Json|JSON)\w*|cast|String|Number|Boolean|decodeURIComponent|validationResult|keys|entries|fromEntries|(?:read|get)\w*(?:Body|Json|JSON|FormData|Query|Params|Payload|Input)|getRouterParams?)$/;
/** Methods that give what was sent, or a part of it. */
export const KEEPS = /^(?:get|getAll|trim|toLowerCase|toUpperCase|toString|split|slice|replace|replaceAll|map|filter|catch|then|match|query|param|json|normalize|pop|at|flat|array)$/;

/** Calls that look at the shape of what they are handed. */
export const SHAPE_CHECKS =
  /^(?:has(?:Text|Value|Content)|isBlank|isNonEmpty\w*|isPositive\w*|isArray|isNaN|isInteger|isFinite|isSafeInteger|Number|String|Boolean|parseInt|parseFloat|test|match|includes|has|startsWith|endsWith|isEmpty|trim|toLowerCase|toString|some|every|keys|is(?:Valid)?(?:Email|Uuid|UUID|Url|URL|Date|Id|ObjectId|MongoId|String|Number|Boolean|Object|Phone|Slug)\w*|validate(?:Email|Uuid|UUID|Url|Phone)|uuidValidate)$/;
/** Calls that give what was sent as it is: in a test they ask whether it is there. */
export const READS_SENT = /^(?:get|getAll|query|param|queries|trim|toLowerCase|toString)$/;
/** How good a new password is; with a second argument it would be held against the one that is kept. */
export const ASKS_STRENGTH = /^(?:validatePassword|is(?:Valid|Strong)Password|(?:validate|check|test|evaluate)Password(?:Strength|Policy|Complexity))$/;

/** Errors that a schema throws. */
export const FORM_ERRORS = /^(?:\$?Zod\w*|Yup\w*|Joi\w*|Vali|Valibot|Validation|Struct|Syntax)Error$/;

/** Names of what a check of a form has to say. */
export const COMPLAINS = /(?:error|errors|issue|issues|problem|problems|complaint|message)$/i;
