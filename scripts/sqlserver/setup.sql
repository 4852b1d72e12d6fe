-- Makes the database and two logins: one that may change the schema and one for the service, which may not.
-- sqlcmd -I -b -i setup.sql -v Database=... ServicePassword=... MigrationPassword=...      Safe to run again.
IF DB_ID(N'$(Database)') IS NULL
    CREATE DATABASE [$(Database)] COLLATE Latin1_General_100_BIN2;
GO
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = N'$(Database)' AND is_read_committed_snapshot_on = 0)
    ALTER DATABASE [$(Database)] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
IF SUSER_ID(N'customersearch_migration') IS NULL
    CREATE LOGIN [customersearch_migration] WITH PASSWORD = N'$(MigrationPassword)';
IF SUSER_ID(N'customersearch_service') IS NULL
    CREATE LOGIN [customersearch_service] WITH PASSWORD = N'$(ServicePassword)';
GO
USE [$(Database)];
GO
IF USER_ID(N'customersearch_migration') IS NULL
    CREATE USER [customersearch_migration] FOR LOGIN [customersearch_migration] WITH DEFAULT_SCHEMA = [dbo];
IF USER_ID(N'customersearch_service') IS NULL
    CREATE USER [customersearch_service] FOR LOGIN [customersearch_service] WITH DEFAULT_SCHEMA = [dbo];
GO
ALTER ROLE [db_owner] ADD MEMBER [customersearch_migration];
ALTER ROLE [db_datareader] ADD MEMBER [customersearch_service];
ALTER ROLE [db_datawriter] ADD MEMBER [customersearch_service];
-- To see whether every change trigger stands.
GRANT VIEW DEFINITION TO [customersearch_service];
GO
