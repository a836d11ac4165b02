export { type AuditLog, type AuditRecord, createAuditLog } from './audit-book.js';
