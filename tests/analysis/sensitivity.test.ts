import { describe, expect, test } from "vitest";
import { matchesRoute } from "../../src/analysis/operations/sensitivity.js";
import { PARSERS } from "../support/parsers.js";
import { express, onlyHandler } from "./ask.js";

const route = (path: string): string => `app${path}/route.ts`;
const handler = (method = "POST", body = `return Response.json({});`): string => `export async function ${method}(request) {\n${body}\n}\n`;

const SENSITIVE_ROUTES: readonly (readonly [route: string, method: string, verdict: string])[] = [
  ["/api/auth/login", "POST", "authentication auth.login"],
  ["/api/forgotpassword", "POST", "authentication auth.password_reset.request"],
  ["/api/adminsignin", "POST", "authentication auth.login"],
  ["/api/recover-account", "POST", "authentication auth.password_reset.request"],
  ["/api/users/[id]/credentials", "DELETE", "authentication auth.mfa.disable"],
  ["/api/system/update-env", "POST", "configuration config.change"],
  ["/api/platform/config", "POST", "configuration config.change"],
  ["/api/platform/config/[key]", "DELETE", "configuration config.change"],
  ["/api/admin/mail/config", "DELETE", "admin admin.config"],
  ["/api/users/[id]/ip-allowlist", "POST", "configuration config.change"],
  ["/api/sso/identities/link", "POST", "configuration config.change"],
  ["/api/tenants/[id]", "DELETE", "data data.delete"],
  ["/api/tenants/[id]/hard-delete", "DELETE", "data data.delete"],
  ["/api/organizations/[id]/offboard", "POST", "data data.delete"],
  ["/api/subscribers/[id]/suspend", "POST", "admin admin.user_update"],
  ["/api/sellers/[id]/approve", "PUT", "admin admin.user_update"],
  ["/api/system/event-logs", "DELETE", "admin admin.action"],
  ["/api/audit-logs/clear", "POST", "admin admin.action"],
  ["/api/paypal/capture", "POST", "billing billing.payment"],
  ["/api/auth/sign-in", "POST", "authentication auth.login"],
  ["/api/auth/logout", "POST", "authentication auth.logout"],
  ["/api/auth/[...all]", "POST", "authentication auth.login"],
  ["/api/auth/callback", "POST", "authentication auth.login"],
  ["/api/auth/github-callback", "POST", "authentication auth.login"],
  ["/api/auth/join", "POST", "authentication auth.register"],
  ["/api/auth/agent/sendOTP", "POST", "authentication auth.send_otp"],
  ["/api/otp/request", "POST", "authentication auth.request_otp"],
  ["/api/magic-link/resend", "POST", "authentication auth.resend_magic_link"],
  ["/api/auth/otp", "POST", "authentication auth.login"],
  ["/api/auth/refresh", "POST", "authentication auth.token.create"],
  ["/api/auth/sessions/all", "DELETE", "authentication auth.token.revoke"],
  ["/api/superadmin/users/[id]", "PATCH", "admin admin.users"],
  ["/api/pin/reset-pin", "POST", "authentication auth.password_reset.complete"],
  ["/api/forgot-pin", "POST", "authentication auth.password_reset.request"],
  ["/api/change-pin", "POST", "authentication auth.password.change"],
  ["/api/users/[id]/2fa/backup-codes", "POST", "authentication auth.mfa.enable"],
  ["/api/backup", "POST", "data data.export"],
  ["/api/auth-settings", "PATCH", "configuration config.change"],
  ["/api/payouts", "POST", "billing billing.payout"],
  ["/api/admin/products/bulk/prices", "PUT", "admin admin.prices"],
  ["/api/admin/lessons/[id]/students", "POST", "admin admin.students"],
  ["/api/admin/tax-rates", "POST", "admin admin.tax_rates"],
  ["/api/admin/migrate-users", "POST", "admin admin.migrate_users"],
  ["/api/permissions/assign", "POST", "authorization user.role.change"],
  ["/api/customers/export", "GET", "data data.export"],
  ["/api/ledger/[id]/export/pdf", "GET", "data data.export"],
  ["/api/lessons/students/export", "GET", "data data.export"],
  ["/api/admin", "POST", "admin admin.action"],
  ["/api/members/[id]/block", "POST", "admin admin.user_update"],
  ["/api/customers/[id]/status", "PATCH", "admin admin.user_update"],
  ["/api/invitations", "POST", "authorization user.invite"],
  ["/api/users/[id]/delete", "POST", "authentication user.delete"],
  ["/api/teams/[id]/invite", "POST", "authorization user.invite"],
  ["/api/webhooks/setup-intents", "POST", "webhook webhook.verify"],
  ["/request-payout", "POST", "billing billing.payout"],
  ["/process-refund", "POST", "billing billing.refund"],
  ["/api/admin/import-payouts", "POST", "admin admin.import_payouts"],
  ["/create-export", "POST", "data data.export"],
  ["/stripe-webhook", "POST", "webhook webhook.verify"],
  ["/api/auth/unlock-account", "POST", "authentication auth.unlock_account"],
  ["/api/teams/[slug]/sso", "POST", "configuration config.change"],
  ["/api/teams/[slug]/directory-sync", "DELETE", "configuration config.change"],
  ["/api/admin/forms/[id]/submissions", "GET", "data data.read"],
  ["/api/auth/register", "POST", "authentication auth.register"],
  ["/api/register", "POST", "authentication auth.register"],
  ["/api/signup", "POST", "authentication auth.register"],
  ["/api/auth/forgot-password", "POST", "authentication auth.password_reset.request"],
  ["/api/auth/forget-password", "POST", "authentication auth.password_reset.request"],
  ["/api/auth/reset-password", "POST", "authentication auth.password_reset.complete"],
  ["/api/auth/password-reset/confirm", "POST", "authentication auth.password_reset.complete"],
  ["/api/account/password", "PUT", "authentication auth.password.change"],
  ["/api/auth/2fa", "POST", "authentication auth.mfa.enable"],
  ["/api/auth/token", "POST", "authentication auth.token.create"],
  ["/api/auth/token", "DELETE", "authentication auth.token.revoke"],
  ["/api/auth/2fa/disable", "POST", "authentication auth.mfa.disable"],
  ["/api/auth/totp", "DELETE", "authentication auth.mfa.disable"],
  ["/api/user/mfa/reset", "POST", "authentication auth.mfa.disable"],
  ["/api/auth/2fa/enable", "POST", "authentication auth.mfa.enable"],
  ["/api/auth/mfa/verify", "POST", "authentication auth.mfa.verify"],
  ["/api/auth/totp/verify-setup", "POST", "authentication auth.mfa.enable"],
  ["/api/auth/totp/setup/verify", "POST", "authentication auth.mfa.enable"],
  ["/api/auth/verify-2fa-token", "POST", "authentication auth.mfa.verify"],
  ["/api/auth/mfa/verify-code", "POST", "authentication auth.mfa.verify"],
  ["/api/auth/2fa/login", "POST", "authentication auth.mfa.verify"],
  ["/api/login/two-factor", "POST", "authentication auth.mfa.verify"],
  ["/api/auth/complete-registration", "POST", "authentication auth.register"],
  ["/api/auth/sso", "POST", "authentication auth.login"],
  ["/api/auth/verify", "POST", "authentication auth.verify"],
  ["/api/auth/activate/[token]", "POST", "authentication auth.verify"],
  ["/api/auth/verify-reset-code", "POST", "authentication auth.verify_reset_code"],
  ["/api/admin/inventory/sales", "PATCH", "admin admin.sales"],
  ["/api/admin/warehouse/staff", "POST", "admin admin.staff"],
  ["/api/auth/tokens/revoke", "POST", "authentication auth.token.revoke"],
  ["/api/api-keys/[id]/revoke", "POST", "keys key.revoke"],
  ["/api/api-keys/[id]/rotate", "POST", "keys key.create"],
  ["/api/users/[id]/role", "PATCH", "authorization user.role.change"],
  ["/api/users/[id]/permissions", "PUT", "authorization user.role.change"],
  ["/api/admin/users", "POST", "admin admin.users"],
  ["/api/admin/feature-toggles", "PUT", "admin admin.feature_toggles"],
  ["/api/users/[id]/impersonate", "POST", "admin user.impersonate"],
  ["/api/orders/[id]/refund", "POST", "billing billing.refund"],
  ["/api/checkout", "POST", "billing billing.checkout"],
  ["/api/payments", "POST", "billing billing.payment"],
  ["/api/subscription", "POST", "billing billing.subscription"],
  ["/api/account/export", "GET", "data data.export"],
  ["/api/exports/[jobId]", "POST", "data data.export"],
  ["/api/exports/[id]", "GET", "data data.export"],
  ["/api/users/bulk-delete", "POST", "data data.delete"],
  ["/api/api-keys", "POST", "keys key.create"],
  ["/api/api-keys/[id]", "DELETE", "keys key.revoke"],
  ["/api/webhooks/stripe", "POST", "webhook webhook.verify"],
  ["/api/feature-flags", "PUT", "configuration config.change"],
  ["/(auth)/api/login", "POST", "authentication auth.login"],
  ["/api/teams/[id]/members", "POST", "authorization user.role.change"],
  ["/api/user-groups/[id]/members", "POST", "authorization user.role.change"],
  ["/api/webhooks/outbound/[id]", "PATCH", "configuration config.change"],
  ["/api/webhooks/[id]", "DELETE", "configuration config.change"],
  ["/api/client-teams/[id]/[teamId]/members/[memberId]", "DELETE", "authorization user.role.change"],
  ["/api/organizations/[id]/invitations", "POST", "authorization user.invite"],
  ["/api/team-members", "POST", "authorization user.role.change"],
  ["/api/companies/[id]/users/[userId]", "DELETE", "authorization user.role.change"],
  ["/api/teams/[id]/members/[memberId]/role", "PATCH", "authorization user.role.change"],
  ["/api/teams/[id]/members/[memberId]/remove", "POST", "authorization user.role.change"],
  ["/api/admin/users/[id]", "GET", "admin admin.users"],
  ["/api/users/[id]/delete", "POST", "authentication user.delete"],
  ["/api/customers/[id]/actions/suspend", "POST", "admin admin.user_update"],
  ["/api/participant/register", "POST", "authentication auth.register"],
  ["/api/users/invite", "POST", "authorization user.invite"],
  ["/api/team/invite", "POST", "authorization user.invite"],
  ["/api/users/[id]/ban", "POST", "admin admin.user_update"],
  ["/api/merchants/[id]/suspend", "PATCH", "admin admin.user_update"],
  ["/api/users/[id]/status", "PATCH", "admin admin.user_update"],
  ["/api/users", "POST", "authentication user.create"],
  ["/api/v1/users/[id]", "DELETE", "authentication user.delete"],
  ["/api/users/me", "DELETE", "authentication user.delete"],
  ["/api/account", "DELETE", "authentication user.delete"],
  ["/api/user/account", "DELETE", "authentication user.delete"],
  ["/api/account/delete", "POST", "authentication user.delete"],
  ["/api/me/account-deletion", "POST", "authentication user.delete"],
  ["/api/account/sessions/[id]", "DELETE", "authentication auth.token.revoke"],
  ["/api/auth/session", "DELETE", "authentication auth.logout"],
  ["/api/account/sessions/revoke-all", "POST", "authentication auth.token.revoke"],
  ["/api/organizations/transfer-ownership", "POST", "authorization user.role.change"],
  ["/invite-team-member", "POST", "authorization user.invite"],
  ["/api/company/leave", "POST", "authorization user.role.change"],
  ["/api/customers/[id]/mark-all-paid", "POST", "billing billing.payment"],
  ["/api/products/bulk", "DELETE", "data data.delete"],
  ["/api/leads/batch-delete", "POST", "data data.delete"],
  ["/api/wallet/fund/initialize", "POST", "billing billing.payment"],
  ["/api/escrow/[id]/complete", "POST", "billing billing.payment"],
  ["/api/payments/[id]/status", "PATCH", "billing billing.payment"],
  ["/api/admin/kyc/status", "POST", "admin admin.status"],
  ["/api/admin/config", "PUT", "admin admin.config"],
  ["/api/withdrawals", "POST", "billing billing.payout"],
  ["/api/scim/v2/Users", "POST", "admin admin.user_update"],
  ["/api/system-settings", "PUT", "configuration config.change"],
];

const HARMLESS_ROUTES: readonly (readonly [route: string, method: string])[] = [
  ["/api/users/[id]/block", "POST"],
  ["/api/customers/[id]/status", "GET"],
  ["/api/customers/status", "PATCH"],
  ["/api/parties/[id]/invitations", "POST"],
  ["/api/invitations/[id]", "DELETE"],
  ["/api/users/[id]/posts/[postId]", "DELETE"],
  ["/api/blockchain", "POST"],
  ["/api/orderstatus", "POST"],
  ["/api/credentials", "POST"],
  ["/api/devices/[id]/config", "POST"],
  ["/api/sso/help", "POST"],
  ["/api/tenants/[id]/tags", "DELETE"],
  ["/api/subscribers/[id]", "DELETE"],
  ["/api/reviews/[id]/approve", "PUT"],
  ["/api/event-logs", "POST"],
  ["/api/change-logs", "DELETE"],
  ["/api/paypal/fees", "POST"],
  ["/api/pins", "POST"],
  ["/api/posts/[id]/pin", "POST"],
  ["/api/google-auth-refresh", "POST"],
  ["/api/superadmin/lessons/[id]/images", "POST"],
  ["/api/auth/sso/lookup", "POST"],
  ["/api/cron/payment-alerts", "POST"],
  ["/api/cron/backup-verify", "POST"],
  ["/api/admin/notifications/[id]/read", "PUT"],
  ["/api/admin/activity/mark-all-as-read", "POST"],
  ["/api/admin/payments-due/calculate", "POST"],
  ["/api/admin/imports/preview", "POST"],
  ["/api/admin/invoices-due/[id]/send-reminder", "POST"],
  ["/api/admin/members/[id]/resend-invite", "POST"],
  ["/api/admin/warehouse/scan-box", "POST"],
  ["/api/admin/quick-replies", "POST"],
  ["/api/reviews/billing/[id]", "POST"],
  ["/api/admin/calendar/appointments/[id]", "DELETE"],
  ["/api/admin/profile", "PUT"],
  ["/api/auth/fcm-token", "POST"],
  ["/api/people/send-role", "POST"],
  ["/api/conversions/initiate-checkout-conversion", "POST"],
  ["/api/admin/uploads/[id]/s3", "POST"],
  ["/api/admin/shifts/[id]", "DELETE"],
  ["/api/admin/shipments/[id]/schedule-pickup", "POST"],
  ["/api/auth/verify-invite", "POST"],
  ["/api/auth/admin/verify-reset-token", "POST"],
  ["/api/admin/deals/[id]/feature", "POST"],
  ["/api/auth/sso-lookup", "POST"],
  ["/api/login/discover", "POST"],
  ["/api/teams/[id]/members", "GET"],
  ["/api/customer-groups/[id]/members", "POST"],
  ["/api/devices/register", "POST"],
  ["/api/rooms/[id]/delete", "POST"],
  ["/api/payments/quote", "POST"],
  ["/api/auth/verify-recaptcha", "POST"],
  ["/api/export-formats", "GET"],
  ["/api/houses/[id]/team-members/[memberId]/appraisals", "PUT"],
  ["/api/admin/parts/[id]/refetch", "POST"],
  ["/api/admin/tasks", "POST"],
  ["/api/members/[id]", "DELETE"],
  ["/api/gym/members", "POST"],
  ["/api/teams/[id]/invitations/[token]", "DELETE"],
  ["/api/teams/[id]/invitations/[token]/resend", "POST"],
  ["/api/weddings/[id]/invitations", "POST"],
  ["/api/events/[id]/invite", "POST"],
  ["/api/teams/[id]/members/search", "POST"],
  ["/api/projects/[id]/users/[userId]/notes", "POST"],
  ["/api/applications/[id]/withdraw", "POST"],
  ["/api/users/status", "POST"],
  ["/api/payments/status", "POST"],
  ["/api/admin/status", "GET"],
  ["/api/admin/bookings/[id]/status", "PATCH"],
  ["/api/course/sessions/[id]", "DELETE"],
  ["/api/course/session", "DELETE"],
  ["/api/account/sessions", "GET"],
  ["/api/wallet/connect", "POST"],
  ["/api/products/bulk", "PATCH"],
  ["/api/company/leaves", "POST"],
  ["/api/account/deliveries", "POST"],
  ["/api/orders/[id]/status", "PATCH"],
  ["/api/users/[id]", "PATCH"],
  ["/api/users/me", "PATCH"],
  ["/api/users/[id]/followers/[followerId]", "DELETE"],
  ["/api/rooms/[id]/users/[userId]", "DELETE"],
  ["/api/users/search", "POST"],
  ["/api/accounts/[id]", "DELETE"],
  ["/api/user/avatar", "DELETE"],
  ["/api/system-settings", "GET"],
  ["/api/authors", "POST"],
  ["/calendar-auth-start", "POST"],
  ["/api/admin/lessons/[id]/images", "POST"],
  ["/api/admin/cache-check", "POST"],
  ["/api/admin/backfill-badges", "POST"],
  ["/api/permissions/check", "POST"],
  ["/api/role-play/update", "POST"],
  ["/get-login-email", "POST"],
  ["/role-validation", "POST"],
  ["/reset-subscription-caches", "POST"],
  ["/api/auth/jwks", "POST"],
  ["/api/products/export", "GET"],
  ["/product-export-data", "POST"],
  ["/export-serve", "POST"],
  ["/signup-notifications", "POST"],
  ["/send-admin-notification", "POST"],
  ["/api/auth/profile", "PUT"],
  ["/api/admin/menu/categories/[id]", "DELETE"],
  ["/api/user/is-admin", "GET"],
  ["/api/shop/webhooks/setup", "POST"],
  ["/auth-email-hook", "POST"],
  ["/import-payouts", "POST"],
  ["/ledger-sync-refund-receipt", "POST"],
  ["/cleanup-expired-exports", "POST"],
  ["/register-webhook", "POST"],
  ["/api/auth/login", "OPTIONS"],
  ["/api/account/export", "OPTIONS"],
  ["/api/admin/registrations", "OPTIONS"],
  ["/api/authoring/drafts", "POST"],
  ["/api/events/[id]/register", "POST"],
  ["/api/design-tokens", "POST"],
  ["/api/tokens-of-appreciation", "POST"],
  ["/api/auth/resend-verification-mail", "POST"],
  ["/api/auth/send-verification-email", "POST"],
  ["/api/idp", "POST"],
  ["/api/teams/[slug]/sso", "GET"],
  ["/api/sso-news/comments", "POST"],
  ["/api/auth/session", "GET"],
  ["/api/auth/csrf", "GET"],
  ["/api/auth/providers", "GET"],
  ["/api/auth/me", "GET"],
  ["/api/health", "GET"],
  ["/api/login", "GET"],
  ["/api/payments", "GET"],
  ["/api/users/[id]/role", "GET"],
  ["/api/newsletter/subscription", "POST"],
  ["/api/push/subscriptions", "POST"],
  ["/api/administrative-regions", "POST"],
  ["/api/products", "POST"],
  ["/api/exporters", "POST"],
  ["/api/exports/[jobId]", "GET"],
  ["/api/export-jobs/[exportId]/send-email", "POST"],
  ["/api/subscription/check", "POST"],
  ["/webhooks-dispatcher", "POST"],
  ["/api/webhooks/deliver", "POST"],
  ["/api/exports/[requestId]", "GET"],
  ["/api/[login]", "POST"],
];

const OPERATIONS: readonly (readonly [sentence: string, verdict: string, body: string])[] = [
  ["a sign-in by Supabase", "authentication auth.login calls supabase.auth.signInWithPassword", `await supabase.auth.signInWithPassword({ email });`],
  ["a sign-up by Supabase", "authentication auth.register calls supabase.auth.signUp", `await supabase.auth.signUp({ email });`],
  ["a comparison of passwords", "authentication auth.login calls bcrypt.compare", `await bcrypt.compare(given, kept);`],
  ["a verification by argon2", "authentication auth.login calls argon2.verify", `await argon2.verify(kept, given);`],
  ["an invitation by an admin", "admin user.invite calls admin.auth.admin.inviteUserByEmail", `await admin.auth.admin.inviteUserByEmail(email);`],
  ["a deletion by an admin", "admin user.delete calls admin.auth.admin.deleteUser", `await admin.auth.admin.deleteUser(id);`],
  ["a refund", "billing billing.refund calls stripe.refunds.create", `await stripe.refunds.create({ charge });`],
  ["a payment", "billing billing.payment calls stripe.paymentIntents.create", `await stripe.paymentIntents.create({});`],
  ["a signature check", "webhook webhook.verify calls stripe.webhooks.constructEvent", `stripe.webhooks.constructEvent(body, signature, secret);`],
  ["a deleted user", "authentication user.delete calls prisma.user.delete", `await prisma.user.delete({ where: { id } });`],
  ["a new API key", "keys key.create calls createApiKey", `await createApiKey(user);`],
  ["a written role", "authorization user.role.change writes role", `await prisma.user.update({ where: { id }, data: { role } });`],
  ["a written admin flag", "authorization user.role.change writes is_admin", `await supabase.from("users").update({ is_admin: true }).eq("id", id);`],
];

const HARMLESS_OPERATIONS: readonly (readonly [sentence: string, body: string])[] = [
  ["a role that is only asked for", `await prisma.user.update({ where: { role: "guest" }, data: { name } });`],
  ["a role that is only selected", `await prisma.user.update({ where: { id }, data: { name }, select: { role: true } });`],
  ["a comparison of something else", `image.compare(other); versions.compare(a, b);`],
  ["a deletion of something else", `await prisma.order.delete({ where: { id } });`],
  ["a reader of payments", `await stripe.paymentIntents.retrieve(id);`],
  ["a session that is read", `await supabase.auth.getUser();`],
];

const SENSITIVE_NAMES: readonly (readonly [name: string, event: string])[] = [
  ["login", "auth.login"],
  ["handleLogin", "auth.login"],
  ["handleDeleteUser", "user.delete"],
  ["adminDeleteUser", "user.delete"],
  ["adminToggleUserStatus", "admin.user_update"],
  ["startImpersonation", "user.impersonate"],
  ["bulkDeleteLeadsAction", "data.delete"],
  ["createMyMcpToken", "key.create"],
  ["revokeMyMcpToken", "key.revoke"],
  ["revokeOtherSessions", "auth.token.revoke"],
  ["revokeCliToken", "auth.token.revoke"],
  ["verifyPayment", "billing.payment"],
  ["verifyRazorpayPayment", "billing.payment"],
  ["createTeamInvitation", "user.invite"],
  ["cancelTeamInvite", "user.role.change"],
  ["revokeInvitation", "user.role.change"],
  ["transferOwnership", "user.role.change"],
  ["updateMemberPermissions", "user.role.change"],
  ["releaseEscrow", "billing.payment"],
  ["markPaid", "billing.payment"],
  ["adminLogin", "auth.login"],
  ["resetPassword", "auth.password_reset.complete"],
  ["updateUserRole", "user.role.change"],
  ["refundOrder", "billing.refund"],
  ["deleteUser", "user.delete"],
  ["deleteUserById", "user.delete"],
  ["changeMyPassword", "auth.password.change"],
  ["register", "auth.register"],
  ["registerNewUser", "auth.register"],
  ["createApiKey", "key.create"],
  ["disableTwoFactor", "auth.mfa.disable"],
  ["enableMfa", "auth.mfa.enable"],
  ["revokeToken", "auth.token.revoke"],
  ["impersonateUser", "user.impersonate"],
  ["riderRegister", "auth.register"],
  ["vendorLogin", "auth.login"],
  ["inviteTeamMember", "user.invite"],
  ["updateOrganizationMembershipRoleAction", "user.role.change"],
  ["assignPlatformAdminAction", "user.role.change"],
  ["kickMemberAction", "user.role.change"],
  ["updateMemberRoleAction", "user.role.change"],
  ["removeUserFromOrganization", "user.role.change"],
  ["acceptInvitation", "user.role.change"],
  ["leaveOrganizationAction", "user.role.change"],
  ["deleteRole", "user.role.change"],
  ["removeMemberAction", "user.role.change"],
  ["createCheckoutSession", "billing.checkout"],
  ["createBillingPortalSession", "billing.change"],
  ["processPayroll", "billing.payout"],
  ["createBackup", "data.export"],
  ["verifyOtpAction", "auth.mfa.verify"],
  ["suspendMerchant", "admin.user_update"],
  ["deactivateUserById", "admin.user_update"],
  ["toggleMemberStatus", "admin.user_update"],
  ["enableUser", "admin.user_update"],
  ["resetPin", "auth.password_reset.complete"],
  ["changeTransactionPin", "auth.password.change"],
  ["changePinWithVerification", "auth.password.change"],
  ["enablePortalAccess", "user.role.change"],
  ["revokeUserAccess", "user.role.change"],
  ["disableClientAccess", "user.role.change"],
  ["createApiToken", "key.create"],
  ["deletePat", "key.revoke"],
  ["approveRefundRequest", "billing.refund"],
  ["processBulkPayouts", "billing.payout"],
  ["requestWithdrawal", "billing.payout"],
  ["withdrawFunds", "billing.payout"],
  ["recordPaymentForOrder", "billing.payment"],
  ["createPaymentIntent", "billing.payment"],
  ["markInvoiceAsPaidAction", "billing.payment"],
  ["addPaymentMethod", "billing.change"],
  ["cancelSubscription", "billing.subscription"],
  ["changePlan", "billing.subscription"],
  ["toggle2FA", "auth.mfa.enable"],
  ["changeUserPassword", "auth.password.change"],
  ["resetUserPassword", "auth.password_reset.complete"],
  ["verify2faToken", "auth.mfa.verify"],
  ["verify2FACode", "auth.mfa.verify"],
  ["verifyTwoFactorLogin", "auth.mfa.verify"],
  ["enable2fa", "auth.mfa.enable"],
  ["sendPasswordResetEmail", "auth.password_reset.request"],
  ["revokeSession", "auth.token.revoke"],
  ["deleteUserSessions", "auth.token.revoke"],
  ["updateSystemSettings", "config.change"],
  ["setMaintenanceMode", "config.change"],
  ["toggleMaintenance", "config.change"],
  ["exportBookings", "data.export"],
  ["downloadPayrollCsv", "data.export"],
];

const HARMLESS_NAMES = ["changePinColor", "dropPin", "sendInvitation", "cancelInvitation", "enableAccess", "verifyPaymentForm", "revokeConsent", "refundInventoryForOrder", "bulkUpdateLeads", "transferCall", "startSession", "updatePermissionsView", "createMcpServer", "updateTeamMemberPhone", "changeMemberEmail", "updateMaintenanceRequest", "updateMaintenance", "createPaymentLink", "withdrawApplication", "inviteGuests", "acceptOffer", "leaveGame", "deleteSession", "toggleProductStatus", "updateUserSettings", "updateMember", "blockContact", "cancelOrder", "subscriptionCancelled", "changePlanet", "markMessagesAsRead", "exportChart", "exportDocumentToPdf", "patchFeature", "merchantProducts", "deleteUserImages", "deleteEmailAccount", "registerMetrics", "resetPasswordMetrics", "resetPasswordRecoveryMetrics", "registerFrontendApiMetrics", "registerClientApplication", "loginPage", "getRoles", "passwordSchema", "validateLogin", "loginLimiter", "saveLoginIp", "listRefunds", "renderSignup", "isLoggedIn", "author", "blogin", "catalogue"];

describe.each(PARSERS)("sensitivity ($parser)", ({ facts }) => {
  const verdict = (code: string, path: string, settings?: unknown): string | undefined => {
    const found = facts(code, path, settings);
    const sensitivity = found.sensitivity(onlyHandler(found));
    return sensitivity && `${sensitivity.category} ${sensitivity.event} ${sensitivity.evidence}`;
  };

  test.each(SENSITIVE_ROUTES)("the route %s, %s", (path, method, expected) => {
    const shown = path.replace("/(auth)", "");
    expect(verdict(handler(method), route(path))).toBe(`${expected} route ${shown}`);
  });

  test.each(HARMLESS_ROUTES)("not the route %s, %s", (path, method) => {
    expect(verdict(handler(method), route(path))).toBeUndefined();
  });

  test.each(OPERATIONS)("%s", (_sentence, expected, body) => {
    expect(verdict(handler("POST", body), route("/api/things"))).toBe(expected);
  });

  test.each(HARMLESS_OPERATIONS)("not %s", (_sentence, body) => {
    expect(verdict(handler("POST", body), route("/api/things"))).toBeUndefined();
  });

  const controller = (name: string): string => `export const ${name} = async (req, res) => {\n  res.json({});\n};\n`;

  test.each(SENSITIVE_NAMES)("the name %s", (name, event) => {
    expect(verdict(controller(name), "src/controllers/things.ts")).toMatch(new RegExp(`^\\w+ ${event.replaceAll(".", "\\.")} named ${name}$`));
  });

  test.each(HARMLESS_NAMES)("not the name %s", (name) => {
    expect(verdict(controller(name), "src/controllers/things.ts")).toBeUndefined();
  });

  test("a handler that hands on to another of its file leaves the act to that one", () => {
    const code = `"use server";\nexport async function register(form) { return await accounts.open(form); }\nexport async function registerWithRedirect(form) { const result = await register(form); redirect("/"); }`;
    const found = facts(code, "app/actions.ts");
    expect(found.handlers.map((site) => found.sensitivity(site)?.evidence)).toEqual(["named register", undefined]);
  });

  test("a handler that looks something up through another of its file does its act itself", () => {
    const code = `"use server";\nexport async function loadScope(id) { return await users.find(id); }\nexport async function deactivateUser(id) { const scope = await loadScope(id); await users.close(scope); }`;
    const found = facts(code, "app/actions.ts");
    expect(found.handlers.map((site) => found.sensitivity(site)?.evidence)).toEqual([undefined, "named deactivateUser"]);
  });

  test.each([
    ["a token of this server is put into a cookie", "authentication auth.login calls generateToken", `const token = generateToken(user.id); cookies().set("session", token);`],
    ["tokens are put into a header", "authentication auth.login calls tokens.issueTokens", `const { access } = await tokens.issueTokens(user); return new Response(null, { headers: { "Set-Cookie": access } });`],
    ["a token is mailed", undefined, `const token = generateToken(user.id); await mail(user, token);`],
    ["a token against forgery is set", undefined, `const token = generateCsrfToken(id); cookies().set("csrf", token);`],
    ["a cookie is set of what is known", undefined, `cookies().set("theme", themeOf(request));`],
  ])("somebody comes back from another service, and %s", (_sentence, expected, body) => {
    expect(verdict(handler("GET", body), route("/api/callback"))).toBe(expected);
  });

  test("a payment that a webhook tells of is one of the webhook", () => {
    const body = `await prisma.order.update({ where: { id }, data: { paidAt: now } });`;
    expect(verdict(handler("POST", body), route("/api/webhooks/shop"))).toBe("webhook webhook.verify route /api/webhooks/shop");
    expect(verdict(handler("POST", body), route("/api/orders/[id]"))).toBe("billing billing.payment writes paidAt");
  });

  test("an export that is named for itself is one under GET too", () => {
    const code = `import express from "express";\nconst app = express();\napp.get("/bookings/file", async function exportBookings(req, res) { res.send(await rows()); });\napp.get("/bookings/refund", async function approveRefund(req, res) { res.send(await form()); });`;
    const found = facts(code, "src/app.ts");
    expect(found.handlers.map((site) => found.sensitivity(site)?.evidence)).toEqual(["named exportBookings", undefined]);
  });

  test("a code that is verified for a session is a login", () => {
    const handed = handler("POST", "const session = await createSession(request); return Response.json(session);");
    expect(verdict(handed, route("/api/auth/verify"))).toBe("authentication auth.login route /api/auth/verify");
  });

  test("what a handler does says more than its route", () => {
    expect(verdict(handler("POST", `await stripe.refunds.create({});`), route("/api/admin/orders"))).toBe("billing billing.refund calls stripe.refunds.create");
  });

  test.each([
    ["a new one is kept", "auth.password.change", `await db.user.update({ where: { id }, data: { passwordHash: await bcrypt.hash(next, 10) } });`],
    ["the hash is made anew and a session begins", "auth.login", `await db.user.update({ where: { id }, data: { passwordHash: await bcrypt.hash(given, 12) } }); await createSession(user);`],
    ["nothing is kept", "auth.login", ``],
  ])("a password is compared, and %s", (_sentence, event, body) => {
    expect(verdict(handler("POST", `if (!(await bcrypt.compare(given, user.passwordHash))) return no; ${body}`), route("/api/profile"))).toBe(`authentication ${event} calls bcrypt.compare`);
  });

  test("before much is deleted, a password is asked for once more", () => {
    expect(verdict(handler("DELETE", `if (!(await bcrypt.compare(given, user.passwordHash))) return no; await db.voter.deleteMany({});`), route("/api/voters"))).toBe("data data.delete calls bcrypt.compare");
    expect(verdict(handler("DELETE", `await bcrypt.compare(given, user.passwordHash);`), route("/api/auth/login"))).toBe("authentication auth.login calls bcrypt.compare");
  });

  test.each([
    ["/api/organizations", "org.create", `await db.organization.create({ data: { name } }); await db.organizationMember.create({ data: { organizationId, userId, role } });`],
    ["/api/onboarding", "org.create", `await db.workspace.create({ data: { name } }); await db.workspaceMember.create({ data: { workspaceId, userId } });`],
    ["/api/create-team", "org.create", `await db.teamMember.create({ data: { teamId, userId } });`],
    ["/api/onboarding", "user.role.change", `await db.workspaceMember.create({ data: { workspaceId, userId } });`],
    ["/api/create-team-member", "user.role.change", `await db.teamMember.create({ data: { teamId, userId } });`],
    ["/api/people", "user.invite", `await db.teamInvitation.create({ data: { teamId, email } });`],
    ["/api/invitations/accept", "user.role.change", `await db.teamMember.create({ data: { teamId, userId } });`],
    ["/api/join", "user.role.change", `await db.teamInvite.create({ data: { teamId, userId } });`],
  ])("an act on a team below %s is %s", (path, event, body) => {
    expect(verdict(handler("POST", body), route(path))).toContain(`authorization ${event} `);
  });

  test("a comparison of passwords is what its route says it is for", () => {
    expect(verdict(handler("POST", `await bcrypt.compare(a, b);`), route("/api/account/change-password"))).toBe("authentication auth.password.change calls bcrypt.compare");
  });

  test.each([
    ["administrators alone", true, `user.role !== "admin"`],
    ["administrators and owners", true, `user.role !== "admin" && user.role !== "owner"`],
    ["administrators and their staff", false, `user.role !== "staff" && user.role !== "admin"`],
  ])("what is open to %s", (_sentence, isSensitive, test) => {
    const body = `if (${test}) return new Response("", { status: 403 }); await save(); return new Response("ok");`;
    expect(verdict(handler("PUT", body), route("/api/bookings/[id]/staff-status")) !== undefined).toBe(isSensitive);
  });

  test.each([
    ["/api/users/change-email", "PUT", "user.update"],
    ["/api/users/me", "PATCH", "user.update"],
    ["/api/users/me", "DELETE", "user.delete"],
    ["/api/things", "POST", "auth.login"],
  ])("a password that is asked for again under %s, %s, is recorded as %s", (path, method, event) => {
    expect(verdict(handler(method, `await bcrypt.compare(a, b);`), route(path))).toBe(`authentication ${event} calls bcrypt.compare`);
  });

  test("a token that a payment is made with is one of the payment", () => {
    expect(verdict(handler("POST", `const token = jwt.sign({ amount }, SECRET);`), route("/api/payments"))).toBe("billing billing.payment calls jwt.sign");
  });

  test("sessions that end with what is deleted are no act of their own", () => {
    const body = `await db.query("DELETE FROM user_sessions WHERE company_id = ?", [id]);`;
    expect(verdict(handler("DELETE", body), route("/api/admin/companies/[id]"))).toBe("admin admin.companies route /api/admin/companies/[id]");
    expect(verdict(handler("POST", body), route("/api/things"))).toBe("authentication auth.token.revoke deletes from user_sessions");
  });

  test("settings that are laid down when they are first asked for are not changed", () => {
    const body = `await prisma.systemSetting.create({ data: defaults });`;
    expect(verdict(handler("GET", body), route("/api/things"))).toBeUndefined();
    expect(verdict(handler("PUT", body), route("/api/things"))).toBe("configuration config.change writes to systemSetting");
  });

  test("an empty table to fill in is no export", () => {
    const code = `import * as XLSX from "xlsx";\n${handler("GET", `return new Response(XLSX.write(book, { type: "buffer" }));`)}`;
    expect(verdict(code, route("/api/imports/template/[type]"))).toBeUndefined();
    expect(verdict(code, route("/api/imports/[type]"))).toBe("data data.export calls XLSX.write");
  });

  test.each([
    ["getTenantRate", undefined],
    ["sendUserWelcomeEmail", undefined],
    ["sendUserInvitation", "authorization user.invite named sendUserInvitation"],
    ["approveTenant", "admin admin.action lets in administrators alone"],
  ])("an action for administrators, %s", (name, expected) => {
    const code = `"use server";\nexport async function ${name}(id) {\n  const user = await current();\n  if (user.role !== "ADMIN") return { success: false, error: "Unauthorized" };\n  return { success: true, data: await ask(id) };\n}\n`;
    expect(verdict(code, "app/actions.ts")).toBe(expected);
  });

  test.each([
    ["/api/users/complete-registration", "auth.register"],
    ["/api/events/[id]/registrations", "admin.user_update"],
    ["/api/things", "admin.user_update"],
  ])("an account that is written under %s is recorded as %s", (path, event) => {
    expect(verdict(handler("POST", `await admin.auth.admin.updateUserById(id, { password });`), route(path))?.split(" ")[1]).toBe(event);
  });

  test("an account that is written by what is named for a registration belongs to one", () => {
    const code = `export const completeRegistration = async (req, res) => {\n  await admin.auth.admin.updateUserById(id, { password });\n  res.json({});\n};\n`;
    expect(verdict(code, "src/controllers/things.ts")).toBe("authentication auth.register calls admin.auth.admin.updateUserById");
  });

  test.each([
    ["/api/login", "auth.login"],
    ["/api/auth/sign-up", "auth.register"],
    ["/api/auth/refresh", "auth.token.create"],
    ["/api/things", "auth.token.create"],
  ])("what is signed under %s is recorded as %s", (path, event) => {
    expect(verdict(handler("POST", `const token = jwt.sign({ id }, SECRET);`), route(path))).toBe(`authentication ${event} calls jwt.sign`);
  });

  test.each([
    ["one method beside the answer to all others", "keys key.revoke", `switch (req.method) { case "DELETE": await handleDELETE(req, res); break; default: res.status(405).end(); }`],
    ["the same in a try", "keys key.revoke", `try { await check(req); switch (req.method) { case "DELETE": await handleDELETE(req, res); break; default: res.status(405).end(); } } catch (error) { res.status(500).end(); }`],
    ["one method of two", "keys key.create", `switch (req.method) { case "POST": await handlePOST(req, res); break; case "DELETE": await handleDELETE(req, res); break; default: res.status(405).end(); }`],
    ["two methods that share a branch", "keys key.create", `switch (req.method) { case "POST": case "DELETE": await handle(req, res); break; default: res.status(405).end(); }`],
    ["a switch over something else", "keys key.create", `switch (req.query.kind) { case "DELETE": await handleDELETE(req, res); break; default: res.status(405).end(); }`],
    ["one method, and all others go on", "keys key.create", `switch (req.method) { case "DELETE": await handleDELETE(req, res); break; } await handle(req, res);`],
  ])("a handler that lets through %s", (_sentence, expected, body) => {
    expect(verdict(`export default async function handler(req, res) { ${body} }`, "pages/api/api-keys/[id].ts")).toMatch(expected);
  });

  test("an operation of another handler in the file is not this one's", () => {
    const code = `${handler("GET")}${handler("POST", `await stripe.refunds.create({});`)}`;
    const found = facts(code, route("/api/things"));
    expect(found.handlers.map((site) => found.sensitivity(site)?.event)).toEqual([undefined, "billing.refund"]);
  });

  test("an operation of a branch that is a handler of its own is not the whole handler's", () => {
    const code = `export default { async fetch(request, env) {\nconst url = new URL(request.url);\nif (url.pathname === "/people") { await db.query("DELETE FROM users"); return new Response("gone"); }\nreturn new Response("hello");\n} };\n`;
    const found = facts(code, "src/index.ts");
    expect(found.handlers.map((site) => [site.route, found.sensitivity(site)?.event])).toEqual([[undefined, undefined], ["/people", "user.delete"]]);
  });

  test("a known call says more than a row beside it", () => {
    const body = `await prisma.membership.delete({ where: { userId } }); await admin.auth.admin.deleteUser(userId);`;
    expect(verdict(handler("POST", body), route("/api/things"))).toBe("admin user.delete calls admin.auth.admin.deleteUser");
  });

  test.each([
    ["sets a cookie", "authentication auth.login", `cookies().set("session", id);`],
    ["makes a session", "authentication auth.login", `await createSession(user);`],
    ["answers with a cookie", "authentication auth.login", `return new Response("", { headers: { "Set-Cookie": cookie } });`],
    ["connects an account of another service", "configuration config.change", `await fetch(TOKENS, { body: new URLSearchParams({ grant_type: "authorization_code", code }) });`],
    ["sends a mail", undefined, `await send(mail);`],
    ["takes note of a login", undefined, `await processSuccessfulLogin(event);`],
    ["signs in", "authentication auth.login", `await signInUser(event);`],
    ["looks at a session", undefined, `await getSession(request);`],
  ])("a route that speaks of auth among other things, where the handler %s", (_sentence, expected, body) => {
    expect(verdict(handler("POST", body), route("/api/google-auth"))).toBe(expected && `${expected} route /api/google-auth`);
  });

  test("a route that has auth for a segment needs no second sign", () => {
    expect(verdict(handler("POST", `await send(mail);`), route("/api/auth/google"))).toBe("authentication auth.login route /api/auth/google");
  });

  test.each([
    ["guests leave their rooms", false, `await update(id, { checkedOutAt: now }); await mail(guest);`],
    ["what was checked in goes out", false, `const { checkIn } = await find(id);`],
    ["guests pay for their rooms", true, `await update(id, { checkedOutAt: now }); await charge(guest, amount);`],
    ["nothing else is said", true, `await shop.finish(id);`],
  ])("a checkout where %s", (_sentence, isSensitive, body) => {
    expect(verdict(handler("POST", body), route("/api/checkout")) !== undefined).toBe(isSensitive);
  });

  test("a signature under GET is one of a link", () => {
    const body = `if (!verifyImageSignature(request.url)) return new Response("", { status: 403 });`;
    expect(verdict(handler("GET", body), route("/api/image"))).toBeUndefined();
    expect(verdict(handler("POST", body), route("/api/image"))).toBe("webhook webhook.verify calls verifyImageSignature");
  });

  test("an account that is deleted by its id is a record of the application", () => {
    const action = (parameters: string): string => `"use server";\nexport async function deleteAccount(${parameters}) {\n  await remove();\n}\n`;
    expect(verdict(action("accountId"), "app/actions.ts")).toBeUndefined();
    expect(verdict(action("password"), "app/actions.ts")).toBe("authentication user.delete named deleteAccount");
  });

  test("what is mounted elsewhere is told by its file's name", () => {
    const code = express(`res.json({});`).replace("/items", "/admin");
    expect(verdict(code, "server/routes/subjects.js")).toBeUndefined();
    expect(verdict(code, "server/routes/domains.js")).toBe("admin admin.action route /admin");
  });

  test("a patient is registered by others, unless with a password", () => {
    const register = (body: string): string => `export const registerPatient = async (req, res) => {\n${body}\n  res.json({});\n};\n`;
    expect(verdict(register(`await Patient.create(req.body);`), "src/controllers/things.ts")).toBeUndefined();
    expect(verdict(register(`await Patient.create({ name, password });`), "src/controllers/things.ts")).toBe("authentication auth.register named registerPatient");
  });

  test.each([
    ["nothing else is said", "named handleRegister", `const { name } = req.body; await store(name); res.json({});`],
    ["somebody who is signed in connects a thing of theirs", undefined, `const caller = await requireAuth(req); await channels.save(caller.id, req.body.channel); res.json({});`],
    ["a password is given by somebody who is signed in", "named handleRegister", `const caller = await requireAuth(req); await people.save(req.body.email, req.body.password); res.json({});`],
  ])("who registers where %s", (_sentence, evidence, body) => {
    const code = `export const handleRegister = async (req, res) => {\n${body}\n};\n`;
    expect(verdict(code, "src/controllers/things.ts")).toBe(evidence && `authentication auth.register ${evidence}`);
  });

  test("a tier is one of a plan where anything is subscribed to", () => {
    const body = `await supabase.from("profiles").update({ tier }).eq("id", id);`;
    expect(verdict(handler("POST", body), route("/api/things"))).toBeUndefined();
    expect(verdict(handler("POST", `const plan = await find(); ${body}`), route("/api/things"))).toBe("billing billing.subscription writes tier");
  });

  test("a sign-up that makes somebody a member is a sign-up", () => {
    expect(verdict(handler("POST", `await prisma.teamMember.create({ data: {} });`), route("/api/auth/signup"))).toBe("authentication auth.register route /api/auth/signup");
  });

  test("what a sign-up takes back when it fails is part of it", () => {
    const code = handler("POST", `try { await invite(); } catch { await prisma.organization.delete({ where: { id } }); }`);
    expect(verdict(code, route("/api/auth/register"))).toBe("authentication auth.register route /api/auth/register");
    expect(verdict(code, route("/api/orgs/close"))).toMatch(/data\.delete/);
  });

  test("a session that is given to whoever asks for a new token is a token", () => {
    const controller = (name: string): string => `import express from "express"; const ${name} = async (req, res) => { res.cookie("t", generateTokens(req.userId)); res.json({}); }; const router = express.Router(); router.post("/${name}", ${name});`;
    expect(verdict(controller("refresh"), "src/routes/things.ts")).toMatch(/^authentication auth\.token\.create /);
    expect(verdict(controller("hello"), "src/routes/things.ts")).toMatch(/^authentication auth\.login /);
  });

  test("a payment in a router of webhooks is a webhook", () => {
    const code = express(`res.json({});`).replace("/items", "/payments");
    expect(verdict(code, "src/routes/webhooks.ts")).toBe("webhook webhook.verify route /payments");
    expect(verdict(code, "src/routes/shop.ts")).toBe("billing billing.payment route /payments");
  });

  test.each([
    ["to one", "authorization user.invite calls handleInviteUser", `return await handleInviteUser(request, env);`],
    ["to one of many, each of which is asked by itself", undefined, `const kind = await kindOf(env); if (kind === 1) return await handleInviteUser(request, env); return await handleHealth(request);`],
  ])("what hands the request on %s", (_sentence, expected, body) => {
    const code = `export default { async fetch(request, env) {\n  try {\n    ${body}\n  } catch (error) {\n    return new Response("", { status: 500 });\n  }\n} };\n`;
    expect(verdict(code, "src/index.ts")).toBe(expected);
  });

  test("an Express route counts as any", () => {
    expect(verdict(express(`res.json({});`).replace("/items", "/auth/login"), "src/server.ts")).toBe("authentication auth.login route /auth/login");
  });

  test("middleware is never sensitive by itself", () => {
    const code = `export function login(req, res, next) {\n  if (!req.user) return res.sendStatus(401);\n  next();\n}\n`;
    expect(verdict(code, "src/middleware/login.ts")).toBeUndefined();
  });

  describe("settings", () => {
    test("sensitiveRoutes makes a route sensitive, in the category that it names", () => {
      expect(verdict(handler(), route("/api/vault/items"), { sensitiveRoutes: ["/api/vault"] })).toBe("admin admin.action route /api/vault/items");
      expect(verdict(handler(), route("/api/vault"), { sensitiveRoutes: [{ route: "/api/vault", category: "keys" }] })).toBe("keys key.create route /api/vault");
      expect(verdict(handler(), route("/api/vaults"), { sensitiveRoutes: ["/api/vault"] })).toBeUndefined();
    });

    test("ignoredRoutes takes a route out, whatever happens there", () => {
      expect(verdict(handler(), route("/api/auth/login"), { ignoredRoutes: ["/api/auth/*"] })).toBeUndefined();
      expect(verdict(handler(), route("/api/auth/login"), { ignoredRoutes: ["/api/authors"] })).toBe("authentication auth.login route /api/auth/login");
    });
  });
});

describe("one of several acts that a route does", () => {
  const acts = (branches: string): string => `export default async function handler(req, res) {\nconst { action, id } = req.body;\n${branches}\nres.end();\n}\n`;
  const REMOVES = `await db.auth.admin.deleteUser(id);`;

  test.each([
    ["the route, where a case does it", "pages/api/admin/members.ts", `switch (action) { case "remove": ${REMOVES} break; case "list": await list(); break; }`, "admin.members"],
    ["the route, where a branch does it", "pages/api/admin/members.ts", `if (action === "remove") { ${REMOVES} } else if (action === "list") { await list(); }`, "admin.members"],
    ["the route, where a method does it", "pages/api/admin/members.ts", `if (req.method === "GET") { await list(); } if (req.method === "DELETE") { ${REMOVES} }`, "admin.members"],
    ["the act, where the route does no other", "pages/api/admin/members.ts", `if (action === "remove") { ${REMOVES} }`, "user.delete"],
    ["the act, where a branch asks for something else", "pages/api/admin/members.ts", `if (id === "me") { ${REMOVES} } else if (id === "you") { await list(); }`, "user.delete"],
    ["the act, where the route is nobody's in particular", "pages/api/members.ts", `switch (action) { case "remove": ${REMOVES} break; case "list": await list(); break; }`, "user.delete"],
  ])("is known by %s", (_sentence, path, branches, event) => {
    for (const { facts } of PARSERS) {
      const found = facts(acts(branches), path);
      expect(found.sensitivity(onlyHandler(found))?.event).toBe(event);
    }
  });
});

describe("route patterns", () => {
  test.each([
    ["/api/vault", "/api/vault", true],
    ["/api/vault/items", "/api/vault", true],
    ["/api/vaults", "/api/vault", false],
    ["/api/a/items", "/api/*/items", true],
    ["/api/a/b/items", "/api/*/items", false],
    ["/api/a/b/items", "/api/**/items", true],
    ["/api/vault-old", "/api/vault*", true],
    ["/API/Vault", "/api/vault/", true],
    ["/api/users/[id]", "/api/users/[id]", true],
    ["/apixvault", "/api.vault", false],
  ])("%s against %s", (path, pattern, expected) => {
    expect(matchesRoute(path, pattern)).toBe(expected);
  });
});
